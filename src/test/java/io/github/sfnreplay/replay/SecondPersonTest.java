package io.github.sfnreplay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class SecondPersonTest {

    private static final SecondPerson ABOVE_TWO = new SecondPerson(2);
    private static final String CREATOR = Samples.pending(false).origin().requestedBy();
    private static final Command BY_CREATOR = Command.by(CREATOR, null);
    private static final Command BY_ANOTHER = Command.by("bob", null);

    @Test
    void restsThoughItIsNoDryRun() {
        var rested = planned(3);

        assertThat(rested.state()).isEqualTo(ReplayState.PLANNED);
        assertThat(rested.stateReason()).isEqualTo(StateReason.SECOND_PERSON_REQUIRED);
        assertThat(rested.status().detail()).contains("3 items", "the 2 that one person", CREATOR);
        assertThat(rested.holdsMachine()).isFalse();
    }

    @Test
    void runsWhatOnePersonMayStartAlone() {
        assertThat(planned(2).state()).isEqualTo(ReplayState.RUNNING);
    }

    @Test
    void refusesWhoAskedForItAndTakesAnother() {
        var rested = planned(3);

        assertRefused(rested, Confirmation.ANY, BY_CREATOR);
        assertThat(rested.confirm(Confirmation.ANY, BY_ANOTHER, Samples.NOW).state())
                .isEqualTo(ReplayState.PENDING);
    }

    @Test
    void concernsDryRunsToo() {
        var rested = Samples.pending(true).begin(Samples.NOW).planned(Samples.plan(3), ABOVE_TWO, Samples.NOW);

        assertRefused(rested, Confirmation.ANY, BY_CREATOR);
        var small = Samples.pending(true).begin(Samples.NOW).planned(Samples.plan(2), ABOVE_TWO, Samples.NOW);
        assertThat(small.confirm(Confirmation.ANY, BY_CREATOR, Samples.NOW).state())
                .isEqualTo(ReplayState.PENDING);
    }

    @Test
    void bindsTheConfirmationToThePlanThatWasSeen() {
        var rested = planned(3);

        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(() -> rested.confirm(new Confirmation("sha256:other", null), BY_ANOTHER, Samples.NOW))
                .satisfies(refused -> assertThat(refused.fault().kind()).isEqualTo(Fault.Kind.PLAN_CHANGED));
    }

    @Test
    void keepsWhoAskedForItFromChangingTheTimeAfterwards() {
        var confirmed = planned(3).confirm(Confirmation.ANY, BY_ANOTHER, Samples.NOW);
        var later = new Confirmation(null, Samples.NOW.plus(1, ChronoUnit.HOURS));

        assertRefused(confirmed, later, BY_CREATOR);
        assertThat(confirmed.confirm(Confirmation.ANY, BY_ANOTHER, Samples.NOW)).isSameAs(confirmed);
    }

    @Test
    void letsARetryRestThatHasItsPlanAlready() {
        var many = Samples.pending(false).withPlan(Samples.plan(3), ABOVE_TWO, Samples.NOW);
        var few = Samples.pending(false).withPlan(Samples.plan(2), ABOVE_TWO, Samples.NOW);

        assertThat(many.state()).isEqualTo(ReplayState.PLANNED);
        assertRefused(many, Confirmation.ANY, BY_CREATOR);
        var confirmed = many.confirm(Confirmation.ANY, BY_ANOTHER, Samples.NOW);
        assertThat(confirmed.begin(Samples.NOW).state()).isEqualTo(ReplayState.RUNNING);
        assertThat(few.state()).isEqualTo(ReplayState.PENDING);
    }

    private static Replay planned(int items) {
        return Samples.pending(false).begin(Samples.NOW).planned(Samples.plan(items), ABOVE_TWO, Samples.NOW);
    }

    private static void assertRefused(Replay replay, Confirmation confirmation, Command command) {
        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(() -> replay.confirm(confirmation, command, Samples.NOW))
                .satisfies(refused -> {
                    assertThat(refused.fault().kind()).isEqualTo(Fault.Kind.SECOND_PERSON_REQUIRED);
                    assertThat(refused.fault().properties()).containsEntry("requestedBy", CREATOR);
                });
    }
}
