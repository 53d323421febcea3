package io.github.sfnreplay.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Definition;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.ScriptedStepFunctions;
import io.github.sfnreplay.testing.TestReplay;
import org.junit.jupiter.api.Test;

class DefinitionChangeTest {

    @Test
    void aLookThatIsThrottledSlowsDownAllWhoLook() throws InterruptedException {
        var replay = TestReplay.builder().running();
        replay.stepFunctions.onDefinition(
                execution -> {
                    throw ScriptedStepFunctions.fault(Kind.THROTTLED);
                },
                machine -> new Definition(null, null));
        var change = new DefinitionChange(replay.job, replay.stepFunctions, replay.calls());

        for (var i = 0; i < 20; i++) {
            assertThat(change.hasChangedSince(replay.item(0))).isFalse();
            replay.ticker.pass(FakeTicker.SECOND);
        }

        var lane = Lane.of(TestReplay.MACHINE, Action.DESCRIBE_STATE_MACHINE_FOR_EXECUTION);
        assertThat(replay.pacer.isThrottled(lane)).isTrue();
    }
}
