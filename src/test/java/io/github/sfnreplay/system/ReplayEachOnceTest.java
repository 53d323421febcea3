package io.github.sfnreplay.system;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static io.github.sfnreplay.testing.service.ReplayClient.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// The story that the service exists for: what succeeded is replayed, each once, whatever happens on the way.
class ReplayEachOnceTest {

    private static final int MANY = 2_200;

    @RegisterExtension
    static final SharedService service = SharedService.unpaced();

    @Test
    void replaysAllThatSucceededEachOnceAndNothingWhenSentAgain() {
        var past = manySucceededAmongOthers();
        var replays = service.client();

        var accepted = replays.create(past.request());
        var replay = replays.end(id(accepted));

        assertAllStartedOnce(replay);
        assertThat(count(replay, "adopted")).isZero();
        assertThat(replay.path("stateReason").isMissingNode()).isTrue();
        assertReplaysAreNamedAfterSources(id(replay));

        foreignExecutionsFinish(past);
        var again = replays.run(ReplayClient.resolved(accepted));

        assertNothingStartedAndAllAdopted(again);
    }

    @Test
    void losesNothingAndStartsNothingTwiceUnderFaults() {
        var past = manySucceededAmongOthers();
        var replays = service.client();
        service.simulator().faults(faults());

        var accepted = replays.create(past.request());
        var replay = replays.end(id(accepted));

        assertAllStartedOnce(replay);
        assertThat(count(replay, "adopted"))
                .as("its own ambiguous starts are its own")
                .isZero();
        assertThat(replay.path("progress").path("throttledCalls").asInt()).isPositive();

        var again = replays.run(ReplayClient.resolved(accepted));

        assertNothingStartedAndAllAdopted(again);
    }

    @Test
    void nextAttemptRunsEverythingOnceMore() {
        var past = SeededMachine.of(service.simulator()).succeeded(20);
        service.client().run(past.request());

        var second = service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"], \"stoppedBefore\": \"" + past.now
                        + "\"}, \"attempt\": 2"));

        assertThat(count(second, "succeeded")).isEqualTo(20);
        assertThat(count(second, "adopted")).isZero();
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(40);
    }

    private SeededMachine manySucceededAmongOthers() {
        return SeededMachine.of(service.simulator())
                .succeeded(MANY)
                .ended(50, ExecutionStatus.FAILED, "failed-")
                .ended(20, ExecutionStatus.TIMED_OUT, "late-")
                .ended(10, ExecutionStatus.ABORTED, "aborted-");
    }

    private static FaultPlan faults() {
        return FaultPlan.seeded(42)
                .with(FaultKind.CLOSE_AFTER, 0.03)
                .with(FaultKind.INTERNAL_FAILURE, 0.03)
                .with(FaultKind.THROTTLE, 0.05);
    }

    private void assertAllStartedOnce(JsonNode replay) {
        var ledger = service.simulator().ledger();
        assertThat(ledger.acceptedStarts()).isEqualTo(MANY);
        assertThat(ledger.distinctInputs()).isEqualTo(MANY);
        assertThat(ledger.duplicateInputs()).isZero();
        assertThat(state(replay)).isEqualTo("SUCCEEDED");
        assertThat(count(replay, "total")).isEqualTo(MANY);
        assertThat(count(replay, "succeeded")).isEqualTo(MANY);
        assertThat(replay.path("plan").path("matched").asInt()).isEqualTo(MANY);
        assertThat(replay.path("verdictCounts").path("sameOutcome").asInt()).isEqualTo(MANY);
    }

    private void assertReplaysAreNamedAfterSources(String id) {
        var started = service.simulator().ledger().starts().stream()
                .map(LedgerEntry::executionArn)
                .toList();
        var items = service.client().items(id);
        assertThat(items)
                .allSatisfy(item -> assertThat(item.path("replayExecutionArn").asString())
                        .isEqualTo(item.path("sourceExecutionArn").asString() + "-replay-1"))
                .extracting(item -> item.path("replayExecutionArn").asString())
                .containsExactlyInAnyOrderElementsOf(started);
    }

    private void foreignExecutionsFinish(SeededMachine past) {
        for (var i = 0; i < 100; i++) {
            past.endedJustNow("foreign-" + i);
        }
    }

    private void assertNothingStartedAndAllAdopted(JsonNode again) {
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(MANY);
        assertThat(state(again)).isEqualTo("SUCCEEDED");
        assertThat(again.path("stateReason").asString()).isEqualTo("NOTHING_STARTED");
        assertThat(count(again, "total")).isEqualTo(MANY);
        assertThat(count(again, "adopted")).isEqualTo(MANY);
        assertThat(count(again, "succeeded")).isEqualTo(MANY);
    }
}
