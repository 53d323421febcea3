package io.github.sfnreplay.story;

import static io.github.sfnreplay.story.Replays.count;
import static io.github.sfnreplay.story.Replays.id;
import static io.github.sfnreplay.story.Replays.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Outcome;
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
    static final Service service = Service.unpaced("spring.application.name=sfn-replay-without-date");

    @BeforeEach
    void tellNoDate() {
        service.simulator().tellDate(false);
    }

    @Test
    void stopsNothingAndSaysSoBeforehand(CapturedOutput output) {
        var past = Past.of(service.simulator()).ended(SIZE, ExecutionStatus.FAILED, "order-");
        service.simulator().behaviour(run -> Outcome.endless());
        var id = id(service.replays().accepted(past.request("\"filter\": {\"statuses\": [\"FAILED\"]}")));
        var running = service.replays().await(id, replay -> count(replay, "running") == SIZE);
        assertThat(count(running, "adopted")).isZero();
        assertThat(warnings(running)).contains("AWS_TIME_UNKNOWN");

        service.replays().post("/replays/" + id + "/cancel", "{\"stopRunning\": true}");
        var replay = service.replays().end(id);

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
        var past = Past.of(service.simulator()).ended(SIZE, ExecutionStatus.FAILED, "order-");
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "again"));
        var id = id(service.replays()
                .accepted(past.request("\"filter\": {\"statuses\": [\"FAILED\"]}, \"limits\": {\"canary\": 1}")));

        var paused = service.replays().awaitState(id, "PAUSED");

        assertThat(paused.path("stateReason").asString()).isEqualTo("CANARY_FAILED");
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(1);
        service.replays().move(id, "cancel");
        service.replays().end(id);
    }

    @Test
    void whatARetryStartsIsWarnedOfToo() {
        var past = Past.of(service.simulator()).ended(2, ExecutionStatus.FAILED, "order-");
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "again"));
        var failed = service.replays().run(past.request("\"filter\": {\"statuses\": [\"FAILED\"]}"));

        var retry = service.replays().move(id(failed), "retry-failed");

        assertThat(warnings(service.replays().end(id(retry)))).contains("AWS_TIME_UNKNOWN");
    }

    private static Iterable<String> warnings(JsonNode replay) {
        return replay.path("plan")
                .path("warnings")
                .valueStream()
                .map(warning -> warning.path("code").asString())
                .toList();
    }
}
