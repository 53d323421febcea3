package io.github.sfnreplay.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.testing.TestReplay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class LeftoversTest {

    @Test
    void promisesNoSecondRedriveOfWhatWasRedriven(CapturedOutput output) {
        Leftovers.say(TestReplay.builder().mode(Mode.REDRIVE).running().job.latest(), false);

        assertThat(output.getOut())
                .contains("with 1 of 1 items to go. To go on, send its resolved request again")
                .contains("what was redriven ends later than that request looks, and is left as it is");
    }

    @Test
    void asksForNothingWhereAnotherInstanceGoesOn(CapturedOutput output) {
        Leftovers.say(TestReplay.builder().mode(Mode.REDRIVE).running().job.latest(), true);

        assertThat(output.getOut()).contains("goes on with it").doesNotContain("send its resolved request");
    }
}
