package io.github.sfnreplay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a selection selects.
class SelectionTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "Lambda.*, Lambda.Unknown, true",
        "Lambda.*, MyLambda.Unknown, false",
        "*, anything, true",
        "*Timeout, States.Timeout, true",
        "*Timeout, States.Timeouts, false",
        "States.Timeout, States.Timeout, true",
        "States.Timeout, StatesXTimeout, false",
        "a*a, a, false",
        "a*b*c, aXbYc, true",
        "a*b*c, aXcYb, false",
        "**, x, true"
    })
    void matchesErrorsByGlob(String glob, String error, boolean matches) {
        assertThat(failedWith(glob).matchesError(error)).isEqualTo(matches);
    }

    @Test
    void asksForAnErrorWhereGlobsAreGiven() {
        assertThat(failedWith("*").matchesError(null)).isFalse();
        assertThat(stopped(null, null).matchesError(null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-1-replay-1", "x-replay-20", "a-replay-1-replay-2"})
    void knowsTheNamesThatReplaysGive(String name) {
        assertThat(Selection.isReplayName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-1", "replay-1", "x-replay-0", "x-replay-", "x-replay-1a", "x-Replay-1"})
    void takesNoOtherNameForAReplay(String name) {
        assertThat(Selection.isReplayName(name)).isFalse();
    }

    @Test
    void refusesErrorsOfExecutionsThatSucceeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> withErrors(Set.of(ExecutionStatus.SUCCEEDED)))
                .withMessageContaining("errors");
        assertThat(withErrors(Set.of(ExecutionStatus.SUCCEEDED, ExecutionStatus.FAILED))
                        .errors())
                .containsExactly("Lambda.*");
    }

    private static Selection withErrors(Set<ExecutionStatus> statuses) {
        return new Selection(statuses, List.of(), null, null, null, null, null, List.of("Lambda.*"), null);
    }

    @Test
    void fixesItsUpperBoundAtTheEarlierOfWhatWasAskedAndNow() {
        var later = NOON.plusSeconds(60);

        assertThat(stopped(null, null).frozenAt(NOON).stoppedBefore()).isEqualTo(NOON);
        assertThat(stopped(null, later).frozenAt(NOON).stoppedBefore()).isEqualTo(NOON);
        assertThat(stopped(null, NOON).frozenAt(later).stoppedBefore()).isEqualTo(NOON);
    }

    @Test
    void selectsNothingThatStopsAfterItWasFrozen() {
        var frozen = stopped(null, null).frozenAt(NOON);

        assertThat(frozen.matches(ended(NOON.minusMillis(1)))).isTrue();
        assertThat(frozen.matches(ended(NOON))).isFalse();
    }

    @Test
    void losesNoExecutionWhoseListingDoesNotTellWhenItStopped() {
        var untold = new Execution("e", ExecutionStatus.FAILED, NOON.minusSeconds(9), null, 0, null, null);

        assertThat(stopped(null, null).frozenAt(NOON).matches(untold)).isTrue();
    }

    @Test
    void refusesToSelectEverything() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Selection(Set.of(), List.of(), null, null, null, null, null, List.of(), null));
    }

    @Test
    void refusesBoundsTheWrongWayRound() {
        assertThatIllegalArgumentException().isThrownBy(() -> stopped(NOON, NOON));
    }

    private static Execution ended(Instant stop) {
        return new Execution("e", ExecutionStatus.FAILED, stop.minusSeconds(1), stop, 0, null, null);
    }

    private static Selection failedWith(String glob) {
        return new Selection(
                Set.of(ExecutionStatus.FAILED), List.of(), null, null, null, null, null, List.of(glob), null);
    }

    private static Selection stopped(@Nullable Instant after, @Nullable Instant before) {
        return new Selection(
                Set.of(ExecutionStatus.FAILED), List.of(), null, null, after, before, null, List.of(), null);
    }
}
