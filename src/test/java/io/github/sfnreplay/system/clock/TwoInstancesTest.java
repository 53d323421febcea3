package io.github.sfnreplay.system.clock;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.LocalService;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.ServiceSettings;
import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Two instances that know nothing of each other replay the same executions: each may stop what it has started itself,
/// and nothing else. Each starts by an alias of its own, which tells the test who has started what.
class TwoInstancesTest {

    private static final int SIZE = 120;

    @RegisterExtension
    static final SharedService service = SharedService.unpaced();

    /// Both start 50 a second in opposite orders, and a call takes 200 ms at most.
    private static final int MOST_AT_THE_CROSSING = 20;

    private static LocalService other;
    private static ReplayClient others;

    private String machine = "";

    @BeforeAll
    static void startTheOther() {
        other = LocalService.start(service.simulator().endpoint(), ServiceSettings.unpaced("us-east-1"));
        others = other.client();
    }

    @AfterAll
    static void stopTheOther() {
        other.close();
    }

    @Test
    void eachStopsOnlyWhatItHasStarted() {
        past();
        service.simulator().behaviour(run -> Outcome.endless());
        // fast answers tell the time closely; only what was started well after its call was sent is surely its own
        service.simulator().latency(Latency.between(Duration.ZERO, Duration.ofMillis(200)));
        var one = id(service.client().create(request("ONE", "OLDEST_FIRST")));
        var two = id(others.create(request("TWO", "NEWEST_FIRST")));
        service.client().await(one, replay -> count(replay, "running") == SIZE);
        others.await(two, replay -> count(replay, "running") == SIZE);
        var ofOne = startedBy("ONE");
        var ofTwo = startedBy("TWO");
        assertThat(ofOne.size() + ofTwo.size()).isEqualTo(SIZE);

        cancel(service.client(), one);
        var stopped = stopped();
        assertAllButTheCrossingOf(ofOne, stopped);
        assertThat(stopped).isNotEmpty();

        cancel(others, two);
        var then = stopped();
        then.removeAll(stopped);
        assertAllButTheCrossingOf(ofTwo, then);
    }

    /// Where both ask for the same name within the duration of one call, nobody can tell whose start it was.
    private static void assertAllButTheCrossingOf(Set<String> own, Set<String> stopped) {
        var ofOther = new HashSet<>(stopped);
        ofOther.removeAll(own);
        assertThat(ofOther).as("asked for by both at the same time").hasSizeLessThanOrEqualTo(MOST_AT_THE_CROSSING);
    }

    private void past() {
        var now = Instant.now();
        machine = service.simulator()
                .createMachine(MachineSpec.standard("Twice-" + UUID.randomUUID())
                        .withAlias("ONE", 1)
                        .withAlias("TWO", 1));
        service.simulator()
                .seed(
                        machine,
                        SIZE,
                        i -> PastExecution.failed(
                                "order-" + i,
                                "{}",
                                "Order.Broken",
                                "it broke",
                                now.minusSeconds(300 + i),
                                now.minusSeconds(60 + i)));
    }

    private String request(String alias, String order) {
        return """
                {"stateMachineArn": "%s", "filter": {"statuses": ["FAILED"]}, "target": {"stateMachineArn": "%s:%s"},
                 "order": "%s", "limits": {"startsPerSecond": 50}}""".formatted(machine, machine, alias, order);
    }

    private static void cancel(ReplayClient replays, String id) {
        assertThat(replays.post("/replays/" + id + "/cancel", "{\"stopRunning\": true}")
                        .status())
                .isEqualTo(202);
        replays.end(id);
    }

    private Set<String> startedBy(String alias) {
        return service.simulator().ledger().starts().stream()
                .filter(start -> start.targetArn().equals(machine + ":" + alias))
                .map(LedgerEntry::executionArn)
                .collect(toSet());
    }

    private Set<String> stopped() {
        return service.simulator().ledger().starts().stream()
                .map(LedgerEntry::executionArn)
                .filter(arn -> service.simulator().execution(arn).status() == ExecutionStatus.ABORTED)
                .collect(toSet());
    }
}
