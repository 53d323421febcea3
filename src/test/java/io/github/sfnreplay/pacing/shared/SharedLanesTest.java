package io.github.sfnreplay.pacing.shared;

import static io.github.sfnreplay.stepfunctions.Action.START_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.pacing.Lane;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several instances that use one quota, in simulated time: see [SimulatedInstances].
class SharedLanesTest {

    private static final Lane LANE = new Lane("123456789012", "eu-central-1", START_EXECUTION);

    private final SimulatedInstances world = new SimulatedInstances(LANE, new Random(7));

    @Test
    void oneInstanceHasTheWholeShareFromTheFirstMoment() {
        var only = world.launch();
        world.pass(1_000);

        assertThat(only.callsBetween(0, 20)).as("the bucket").isGreaterThan(350);
        world.pass(10_000);
        assertThat(only.callsBetween(1_000, 11_000)).isBetween(740, 751);
    }

    @Test
    void twoInstancesHaveHalfOfItEach() {
        var one = world.launch();
        world.pass(3_000);
        var other = world.launch();
        world.pass(20_000);

        assertThat(one.callsBetween(10_000, 20_000)).isBetween(365, 376);
        assertThat(other.callsBetween(10_000, 20_000)).isBetween(365, 376);
    }

    @Test
    void anotherInstanceBeginsWithinASecond() {
        world.launch();
        world.pass(3_000);
        var other = world.launch();
        world.pass(1_000);

        assertThat(other.callsBetween(3_000, 4_000)).isPositive();
    }

    @Test
    void whoStaysHasAllOfItFiveSecondsAfterTheOtherWasKilled() {
        var killed = world.launch();
        var stays = world.launch();
        world.pass(10_000);
        killed.kill();
        world.pass(15_000);

        assertThat(stays.callsBetween(15_000, 25_000)).isBetween(740, 751);
    }

    @Test
    void whoStaysHasAllOfItWithinASecondAfterTheOtherEndedInGoodOrder() {
        var ends = world.launch();
        var stays = world.launch();
        world.pass(10_000);
        ends.end();
        world.pass(11_000);

        assertThat(stays.callsBetween(11_000, 21_000)).isBetween(740, 751);
    }

    @Test
    void anInstanceThatDoesNotCallLeavesItsPartToTheOther() {
        var quiet = world.launch();
        var busy = world.launch();
        world.pass(10_000);
        quiet.rest();
        world.pass(22_000);

        assertThat(busy.callsBetween(22_000, 32_000)).isBetween(740, 751);
    }

    @Test
    void oneThatWasStoppedDoesNotGoOnWithWhatItHad() {
        var stopped = world.launch();
        var goesOn = world.launch();
        world.pass(10_000);
        stopped.freeze();
        world.pass(20_000);
        stopped.thaw();
        world.pass(10);

        assertThat(stopped.callsBetween(10_000, 30_010)).isZero();
        world.pass(10_000);
        assertThat(stopped.callsBetween(32_000, 40_000)).isBetween(290, 310);
        assertThat(goesOn.callsBetween(32_000, 40_000)).isBetween(290, 310);
    }

    @Test
    void nothingBeginsWhileTheDatabaseDoesNotAnswer() {
        var only = world.launch();
        world.pass(5_000);
        world.databaseAnswers(false);
        world.pass(10_000);

        assertThat(only.callsBetween(8_000, 15_000)).isZero();
        world.databaseAnswers(true);
        world.pass(2_000);
        assertThat(only.callsBetween(15_000, 17_000)).isPositive();
    }

    @Test
    void anInstanceThatUsesTheLaneAgainAndWasAloneMeanwhileFindsItsSavedTokens() {
        var only = world.launch();
        world.pass(1_000);
        only.rest();
        world.pass(60_000);
        only.goOn();
        world.pass(1_000);

        assertThat(only.callsBetween(61_000, 62_000)).isGreaterThan(350);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void theyNeverTakeMoreThanTheShareWhateverHappens(long seed) {
        var random = new Random(seed);
        var busy = new SimulatedInstances(LANE, random);
        for (var step = 0; step < 60; step++) {
            busy.somethingHappens();
            busy.pass(random.nextInt(100, 4_000));
        }

        assertThat(busy.calls()).isGreaterThan(3_000);
        assertThat(busy.callsAboveTheShare()).isZero();
    }
}
