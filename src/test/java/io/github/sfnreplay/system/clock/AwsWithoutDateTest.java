package io.github.sfnreplay.system.clock;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static io.github.sfnreplay.testing.service.ReplayClient.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/// An endpoint whose answers do not tell its time: guards count every start, and nothing is stopped that may be
/// somebody else's.
@ExtendWith(OutputCaptureExtension.class)
class AwsWithoutDateTest {

    private static final int SIZE = 20;

    /// The name keeps the service from being shared with tests whose endpoint tells the time.
    @RegisterExtension
    static final SharedService service = SharedService.unpaced("spring.application.name=sfn-replay-without-date");

    @BeforeEach
    void tellNoDate() {
        service.simulator().tellDate(false);
    }

    @Test
    void stopsNothingAndSaysSoBeforehand(CapturedOutput output) {
        var past = SeededMachine.of(service.simulator()).ended(SIZE, ExecutionStatus.FAILED, "order-");
        service.simulator().behaviour(run -> Outcome.endless());
        var id = id(service.client().create(past.request("\"filter\": {\"statuses\": [\"FAILED\"]}")));
        var running = service.client().await(id, replay -> count(replay, "running") == SIZE);
        assertThat(count(running, "adopted")).isZero();
        assertThat(warnings(running)).contains("AWS_TIME_UNKNOWN");

        service.client().post("/replays/" + id + "/cancel", "{\"stopRunning\": true}");
        var replay = service.client().end(id);

        assertThat(state(replay)).isEqualTo("CANCELLED");
        assertThat(count(replay, "started")).isEqualTo(SIZE);
        assertThat(service.simulator().ledger().starts().stream()
                        .map(LedgerEntry::executionArn)
                        .map(service.simulator()::execution))
                .hasSize(SIZE)
                .allMatch(execution -> execution.status() == ExecutionStatus.RUNNING);
        assertThat(output).contains("leaves " + SIZE + " executions running");
    }

    @Test
    void aFailedCanaryIsTheOnlyStart() {
        var past = SeededMachine.of(service.simulator()).ended(SIZE, ExecutionStatus.FAILED, "order-");
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "again"));
        var id = id(service.client()
                .create(past.request("\"filter\": {\"statuses\": [\"FAILED\"]}, \"limits\": {\"canary\": 1}")));

        var paused = service.client().awaitState(id, "PAUSED");

        assertThat(paused.path("stateReason").asString()).isEqualTo("CANARY_FAILED");
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(1);
        service.client().move(id, "cancel");
        service.client().end(id);
    }

    @Test
    void whatARetryStartsIsWarnedOfToo() {
        var past = SeededMachine.of(service.simulator()).ended(2, ExecutionStatus.FAILED, "order-");
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "again"));
        var failed = service.client().run(past.request("\"filter\": {\"statuses\": [\"FAILED\"]}"));

        var retry = service.client().move(id(failed), "retry-failed");

        assertThat(warnings(service.client().end(id(retry)))).contains("AWS_TIME_UNKNOWN");
    }

    private static Iterable<String> warnings(JsonNode replay) {
        return replay.path("plan")
                .path("warnings")
                .valueStream()
                .map(warning -> warning.path("code").asString())
                .toList();
    }
}
