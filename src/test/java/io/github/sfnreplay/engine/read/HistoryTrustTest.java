package io.github.sfnreplay.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.engine.read.ExecutionData.Need;
import io.github.sfnreplay.engine.read.HistoryTrust.Use;
import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.ScriptedStepFunctions;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HistoryTrustTest {

    private static final String PRICE = "{\"price\": 1.50}";

    private final FakeTicker ticker = new FakeTicker();
    private final HistoryTrust trust = new HistoryTrust(ticker, new Random(1));

    @Test
    void reliesOnHistoriesOnlyAfterTwoHaveAgreed() {
        for (var i = 0; i < 2; i++) {
            assertThat(trust.next(Need.INPUT)).isEqualTo(Use.AS_PROBE);
            assertThat(trust.next(Need.INPUT)).as("one probe at a time").isEqualTo(Use.NOT);
            agree(Need.INPUT);
        }

        assertThat(trust.next(Need.INPUT)).isEqualTo(Use.FREELY);
    }

    @Test
    void learnsNothingFromInputsThatAnyoneCouldMakeUp() {
        for (var i = 0; i < 5; i++) {
            assertThat(trust.next(Need.INPUT)).isEqualTo(Use.AS_PROBE);
            trust.compared(ExecutionData.told("{}", null), ExecutionData.described("{}", null), Need.INPUT);
        }

        assertThat(trust.next(Need.INPUT)).isEqualTo(Use.AS_PROBE);
    }

    @Test
    void keepsCheckingASampleForGood() {
        var first = probesIn(100);
        var early = probesIn(900);
        var later = probesIn(10_000);

        assertThat(first).as("of the first 100").isBetween(6, 30);
        assertThat(early).as("of the next 900").isBetween(15, 60);
        assertThat(later).as("of 10,000 more: one in 50").isBetween(150, 300);
    }

    @Test
    void provesEndsApartFromInputs() {
        agreeTwice(Need.INPUT);

        assertThat(trust.next(Need.BOTH)).isEqualTo(Use.AS_PROBE);
        trust.notCompared(Need.BOTH);
        agreeTwice(Need.END);
        assertThat(trust.next(Need.BOTH)).isEqualTo(Use.FREELY);
    }

    @Test
    void stopsAtTheFirstDifferenceAndTellsOnce() {
        var told = new AtomicInteger();
        trust.whenRefuted(told::incrementAndGet);
        trust.whenRefuted(told::incrementAndGet).run();
        agreeTwice(Need.INPUT);

        differ();
        differ();

        assertThat(trust.isRefuted()).isTrue();
        assertThat(told).hasValue(1);
        assertThat(trust.next(Need.INPUT)).isEqualTo(Use.NOT);
        assertThat(trust.next(Need.END)).isEqualTo(Use.NOT);
        assertThat(trust.doubts(ExecutionData.told(PRICE, null))).isTrue();
        assertThat(trust.doubts(ExecutionData.described(PRICE, null))).isFalse();
    }

    @Test
    void tellsWhoAsksTooLate() {
        differ();
        var told = new AtomicInteger();

        trust.whenRefuted(told::incrementAndGet);

        assertThat(told).hasValue(1);
    }

    @Test
    void comparesEndsToo() {
        var read = new ExecutionEnd(null, "Lambda.Unknown", "cut");
        trust.compared(
                ExecutionData.told(null, read),
                ExecutionData.described(null, new ExecutionEnd(null, "Lambda.Unknown", "whole")),
                Need.END);

        assertThat(trust.isRefuted()).isTrue();
    }

    @Test
    void takesWhatAHistoryDoesNotTellForNoDifference() {
        trust.compared(ExecutionData.NOTHING, ExecutionData.described(PRICE, null), Need.INPUT);

        assertThat(trust.isRefuted()).isFalse();
    }

    @Test
    void asksAgainTenMinutesAfterARefusal() {
        assertThat(trust.next(Need.INPUT)).isEqualTo(Use.AS_PROBE);
        trust.notTold(ScriptedStepFunctions.fault(Kind.DENIED));
        trust.notCompared(Need.INPUT);

        assertThat(trust.next(Need.INPUT)).isEqualTo(Use.NOT);
        ticker.pass(Duration.ofMinutes(10).toNanos());
        assertThat(trust.next(Need.INPUT)).isEqualTo(Use.AS_PROBE);
    }

    private int probesIn(int reads) {
        var probes = 0;
        for (var i = 0; i < reads; i++) {
            if (trust.next(Need.INPUT) == Use.AS_PROBE) {
                probes++;
                agree(Need.INPUT);
            }
        }
        return probes;
    }

    private void agreeTwice(Need need) {
        agree(need);
        agree(need);
    }

    private void agree(Need need) {
        var end = new ExecutionEnd(null, "States.Timeout", null);
        trust.compared(ExecutionData.told(PRICE, end), ExecutionData.described(PRICE, end), need);
    }

    private void differ() {
        trust.compared(ExecutionData.told("{\"price\": 1.5}", null), ExecutionData.described(PRICE, null), Need.INPUT);
    }
}
