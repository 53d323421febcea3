package io.github.sfnreplay.replay;

import static io.github.sfnreplay.replay.ReplayState.CANCELLED;
import static io.github.sfnreplay.replay.ReplayState.CANCELLING;
import static io.github.sfnreplay.replay.ReplayState.FAILED;
import static io.github.sfnreplay.replay.ReplayState.PARTIALLY_SUCCEEDED;
import static io.github.sfnreplay.replay.ReplayState.PAUSED;
import static io.github.sfnreplay.replay.ReplayState.PENDING;
import static io.github.sfnreplay.replay.ReplayState.PLANNED;
import static io.github.sfnreplay.replay.ReplayState.PLANNING;
import static io.github.sfnreplay.replay.ReplayState.RUNNING;
import static io.github.sfnreplay.replay.ReplayState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All moves between states, legal and not.
class ReplayStateTest {

    private static final Map<ReplayState, Set<ReplayState>> LEGAL = Map.of(
            PENDING,
            Set.of(PLANNING, RUNNING, PAUSED, CANCELLING, CANCELLED, SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED),
            PLANNING,
            Set.of(PLANNED, RUNNING, PAUSED, CANCELLED, SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED),
            PLANNED,
            Set.of(PENDING, CANCELLED),
            RUNNING,
            Set.of(PAUSED, CANCELLING, SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED),
            PAUSED,
            Set.of(PENDING, PLANNING, RUNNING, CANCELLING, SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED),
            CANCELLING,
            Set.of(CANCELLED));

    @ParameterizedTest
    @EnumSource
    void knowsItsLegalMovesAndNoOthers(ReplayState from) {
        for (var to : ReplayState.values()) {
            assertThat(from.canBecome(to))
                    .as("%s to %s", from, to)
                    .isEqualTo(LEGAL.getOrDefault(from, Set.of()).contains(to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFinalStateAllowsNoMoveAndAnyOtherHasAnEnd(ReplayState state) {
        assertThat(state.isFinal()).isEqualTo(!LEGAL.containsKey(state));
        assertThat(state.isActive()).isEqualTo(!state.isFinal() && state != PLANNED);
    }
}
