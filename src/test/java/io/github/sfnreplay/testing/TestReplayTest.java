package io.github.sfnreplay.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.stepfunctions.Action;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestReplayTest {

    @Test
    void runsAndObeysCommands() {
        var replay = TestReplay.builder().items(3).running();
        assertThat(replay.job.state()).isEqualTo(ReplayState.RUNNING);
        assertThat(replay.starting.isOpen()).isTrue();
        assertThat(replay.item(2).state()).isEqualTo(ItemState.PENDING);

        replay.pause();
        assertThat(replay.starting.isOpen()).isFalse();
        replay.resume();
        assertThat(replay.starting.isOpen()).isTrue();
        replay.cancel(true);
        assertThat(replay.starting.isShut()).isTrue();
        assertThat(replay.job.isCancelling()).isTrue();
    }

    @Test
    void answersCallsAsScriptedAndRemembersThem() throws InterruptedException {
        var replay = TestReplay.builder().running();
        var date = FakeClock.NOON;
        var answers = ScriptedStepFunctions.inOrder(
                () -> {
                    throw ScriptedStepFunctions.noAnswer();
                },
                () -> date);
        replay.stepFunctions.onStart((target, name, input) -> answers.get());

        var answer = replay.calls()
                .call(
                        Action.START_EXECUTION,
                        () -> replay.stepFunctions.startExecution(TestReplay.MACHINE, "one", "{}"));

        assertThat(answer).isEqualTo(date);
        assertThat(replay.stepFunctions.calls(Action.START_EXECUTION)).containsExactly("one", "one");
    }

    @Test
    void timePassesOnTheClockAsOnTheTicker() {
        var replay = TestReplay.builder().running();
        replay.ticker.pass(Duration.ofSeconds(2).toNanos());
        replay.clock.step(Duration.ofSeconds(-5));

        assertThat(replay.clock.instant()).isEqualTo(FakeClock.NOON.minusSeconds(3));
    }
}
