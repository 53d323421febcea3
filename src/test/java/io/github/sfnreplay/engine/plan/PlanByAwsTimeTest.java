package io.github.sfnreplay.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Plan.Code;
import io.github.sfnreplay.replay.SkipReason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Windows that AWS closes are measured by its clock, however far that of this machine is off.
class PlanByAwsTimeTest {

    private static final int FOURTEEN_DAYS = 14 * 24 * 60;
    private static final int NINETY_DAYS = 90 * 24 * 60;
    private static final int HOUR = 60;

    private final PlanRun run = new PlanRun();

    @Test
    void skipsWhatAwsRedrivesNoLongerAlthoughItWouldByThisClock() throws InterruptedException {
        run.awsAhead(Duration.ofHours(2))
                .listed(PlanRun.failed("e", FOURTEEN_DAYS - HOUR))
                .spec(PlanRun.mode(Mode.REDRIVE));

        assertThat(run.plan().skippedByReason()).isEqualTo(Map.of(SkipReason.NOT_REDRIVABLE, 1));
    }

    @Test
    void redrivesWhatAwsStillRedrivesAlthoughItWouldNotByThisClock() throws InterruptedException {
        run.awsAhead(Duration.ofHours(-2))
                .listed(PlanRun.failed("e", FOURTEEN_DAYS + HOUR))
                .spec(PlanRun.mode(Mode.REDRIVE));

        var plan = run.plan();

        assertThat(plan.eligible()).isEqualTo(1);
        assertThat(PlanRun.count(plan, Code.REDRIVE_WINDOW_CLOSING)).isEqualTo(1);
    }

    @Test
    void adoptsUnderAutoWhatCanOnlyBeStarted() throws InterruptedException {
        run.awsAhead(Duration.ofHours(2))
                .listed(PlanRun.failed("e", FOURTEEN_DAYS - HOUR), PlanRun.running("e-replay-1", 10))
                .spec(PlanRun.mode(Mode.AUTO));

        run.plan();

        assertThat(run.existing().of(run.item("e"))).isNotNull();
    }

    @Test
    void warnsOfHistoriesThatAwsDeletesSoon() throws InterruptedException {
        run.awsAhead(Duration.ofHours(2)).listed(PlanRun.failed("e", NINETY_DAYS - 25 * HOUR));

        assertThat(PlanRun.count(run.plan(), Code.HISTORY_EXPIRING)).isEqualTo(1);
    }

    @Test
    void saysThatAwsTimeIsUnknownWhereAnswersHaveNoDate() throws InterruptedException {
        run.stepFunctions().clock().answeredWithoutDate();

        assertThat(PlanRun.detail(run.listed(PlanRun.failed("e", 1)).plan(), Code.AWS_TIME_UNKNOWN))
                .contains("stopRunning stops none");
    }

    @ParameterizedTest
    @EnumSource(names = {"START_NEW", "AUTO", "REDRIVE"})
    void saysNothingOfItWhereADateHasCome(Mode mode) throws InterruptedException {
        run.awsAhead(Duration.ZERO).spec(PlanRun.mode(mode));
        run.stepFunctions().clock().answeredWithoutDate();

        assertThat(PlanRun.codes(run.plan())).doesNotContain(Code.AWS_TIME_UNKNOWN);
    }

    @Test
    void saysNothingOfItWhereEveryRedriveIsItsOwn() throws InterruptedException {
        run.spec(PlanRun.mode(Mode.REDRIVE)).stepFunctions().clock().answeredWithoutDate();

        assertThat(PlanRun.codes(run.plan())).doesNotContain(Code.AWS_TIME_UNKNOWN);
    }
}
