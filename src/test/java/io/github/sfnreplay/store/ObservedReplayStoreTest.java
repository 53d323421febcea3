package io.github.sfnreplay.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.testing.TestReplay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObservedReplayStoreTest {

    private final TestReplay running = TestReplay.builder().running();
    private final List<String> moves = new ArrayList<>();
    private final ObservedReplayStore store = new ObservedReplayStore(
            running.store,
            List.of(
                    (before, after) -> {
                        throw new IllegalStateException("a listener that fails");
                    },
                    (before, after) -> moves.add(before.state() + " to " + after.state())));

    @Test
    void tellsEveryListenerOfAMove() {
        store.update(
                running.job.latest().id(),
                replay -> replay.pause(StateReason.CANARY_FAILED, "", running.clock.instant()));
        assertThat(moves).containsExactly("RUNNING to PAUSED");
        assertThat(store.find(running.job.latest().id()).orElseThrow().state()).isEqualTo(ReplayState.PAUSED);
    }

    @Test
    void saysNothingWhereTheStateStays() {
        store.update(running.job.latest().id(), replay -> replay);
        assertThat(moves).isEmpty();
    }
}
