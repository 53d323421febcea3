package io.github.sfnreplay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What can become of an item.
class ItemTest {

    private static final Map<ItemState, Set<ItemState>> LEGAL = Map.of(
            ItemState.PENDING,
            Set.of(
                    ItemState.RUNNING,
                    ItemState.STARTED,
                    ItemState.SUCCEEDED,
                    ItemState.FAILED,
                    ItemState.TIMED_OUT,
                    ItemState.ABORTED,
                    ItemState.UNCONFIRMED,
                    ItemState.SKIPPED,
                    ItemState.CANCELLED),
            ItemState.RUNNING,
            Set.of(
                    ItemState.SUCCEEDED,
                    ItemState.FAILED,
                    ItemState.TIMED_OUT,
                    ItemState.ABORTED,
                    ItemState.STARTED,
                    ItemState.UNCONFIRMED,
                    ItemState.CANCELLED));

    private final Item planned = Samples.item(0);

    @ParameterizedTest
    @EnumSource
    void knowsItsLegalMovesAndNoOthers(ItemState from) {
        for (var to : ItemState.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(LEGAL.getOrDefault(from, Set.of()).contains(to));
        }
    }

    @Test
    void refusesAMoveThatIsNone() {
        var ended = Samples.failed(planned);

        assertThatIllegalStateException().isThrownBy(ended::cancelled).withMessageContaining("FAILED to CANCELLED");
    }

    @Test
    void keepsItsDatesAndSaysHowItFailed() {
        var ended = Samples.failed(planned);

        assertThat(ended.run()).isEqualTo(new Run(false, false, Samples.NOW, Samples.NOW.plusSeconds(1)));
        assertThat(ended.result().failureKind()).isEqualTo(FailureKind.EXECUTION_FAILED);
        assertThat(ended.hasFailed()).isTrue();
        assertThat(ended.hasRun()).isTrue();
    }

    @Test
    void hasNoVerdictAndNoFailureWhenWeStoppedIt() {
        var stopped = planned.started(Samples.NOW).stopped(Samples.NOW.plusSeconds(1));

        assertThat(stopped.state()).isEqualTo(ItemState.ABORTED);
        assertThat(stopped.result().verdict()).isNull();
        assertThat(stopped.result().failureKind()).isNull();
        assertThat(stopped.hasFailed()).isFalse();
        assertThat(stopped.hasRun()).isTrue();
    }

    @Test
    void hasFailedWhenSomebodyElseAbortedIt() {
        var aborted = planned.started(Samples.NOW)
                .ended(
                        ExecutionStatus.ABORTED,
                        Samples.NOW,
                        Result.ended(null, null, Verdict.FAILED_DIFFERENTLY, null, List.of()));

        assertThat(aborted.hasFailed()).isTrue();
    }

    @Test
    void hasNotRunWhereItsStartWasRefusedOrIsInDoubt() {
        assertThat(planned.failed(FailureKind.START_REJECTED, "E", "no").hasRun())
                .isFalse();
        assertThat(planned.unconfirmed("no answer").hasRun()).isFalse();
    }
}
