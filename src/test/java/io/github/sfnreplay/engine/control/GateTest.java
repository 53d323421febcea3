package io.github.sfnreplay.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.engine.control.Gate.Position;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {

    private final Gate gate = new Gate();

    @Test
    void holdsCallsBackUntilItOpens() {
        gate.set(Position.HELD);
        var passed = passBeside();

        assertThat(passed).isNotDone();
        gate.set(Position.OPEN);
        await().until(passed::isDone);
        assertThat(passed).isCompleted();
    }

    @Test
    void endsThoseWhoWaitWhenItShuts() {
        gate.set(Position.HELD);
        var passed = passBeside();
        gate.set(Position.SHUT);

        await().until(passed::isDone);
        assertThat(passed).isCompletedExceptionally();
        assertThatExceptionOfType(StoppedException.class).isThrownBy(gate::pass);
    }

    @Test
    void takesNoStepUnlessItIsOpen() {
        var steps = new AtomicInteger();
        assertThat(gate.ifOpen(steps::incrementAndGet)).isTrue();
        gate.set(Position.HELD);
        assertThat(gate.ifOpen(steps::incrementAndGet)).isFalse();
        gate.set(Position.SHUT);
        assertThat(gate.ifOpen(steps::incrementAndGet)).isFalse();
        assertThat(steps).hasValue(1);
    }

    private CompletableFuture<Boolean> passBeside() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                gate.pass();
                return true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
