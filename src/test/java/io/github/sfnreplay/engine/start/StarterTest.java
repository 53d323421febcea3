package io.github.sfnreplay.engine.start;

import static io.github.sfnreplay.testing.ScriptedStepFunctions.fault;
import static io.github.sfnreplay.testing.ScriptedStepFunctions.inOrder;
import static io.github.sfnreplay.testing.ScriptedStepFunctions.noAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.FakeAws;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A start is found out about to its end, and whose the execution is follows from AWS's time alone.
class StarterTest {

    private final TestReplay replay = TestReplay.builder().items(3).running();
    private Instant failedAt = Instant.MIN;
    private FakeAws aws = new FakeAws(replay.ticker, Duration.ZERO);

    @ParameterizedTest
    @ValueSource(longs = {0, 200, -200, 5_000, -5_000, 120_000, -120_000})
    void whatItStartsIsItsOwnWhateverTheLocalClockShows(long awsAheadMillis) throws InterruptedException {
        aws = new FakeAws(replay.ticker, Duration.ofMillis(awsAheadMillis)).serve(replay);
        aws.tellTime(replay, 1);

        assertOwn(start(0));
        aws.tellTime(replay, 100);
        assertOwn(start(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 200, -200, 5_000, -5_000, 120_000, -120_000})
    void whatSomebodyElseHasStartedShortlyBeforeIsAdopted(long awsAheadMillis) throws InterruptedException {
        aws = new FakeAws(replay.ticker, Duration.ofMillis(awsAheadMillis)).serve(replay);
        aws.tellTime(replay, 100);
        aws.start(name(0));
        aws.pass(Duration.ofMillis(150));

        assertAdopted(start(0));
    }

    @Test
    void whatSomebodyElseHasStartedAfterTheReplayBeganIsAdopted() throws InterruptedException {
        aws.serve(replay);
        aws.tellTime(replay, 100);
        assertOwn(start(0));
        aws.start(name(1));
        aws.pass(Duration.ofSeconds(2));

        assertAdopted(start(1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 200, -200, 5_000, -120_000})
    void wholeSecondsLeaveItsOwnStartsItsOwn(long awsAheadMillis) throws InterruptedException {
        aws = new FakeAws(replay.ticker, Duration.ofMillis(awsAheadMillis))
                .inWholeSeconds()
                .serve(replay);
        aws.tellTime(replay, 3);

        for (var i = 0; i < 3; i++) {
            assertOwn(start(i));
            aws.pass(Duration.ofMillis(370));
        }
    }

    @Test
    void wholeSecondsThatLeaveItOpenCountAsOwnButAreNotStoppedBesideAnother() throws InterruptedException {
        aws.inWholeSeconds().serve(replay);
        aws.tellTime(replay, 100);
        aws.start(name(0));
        aws.pass(Duration.ofMillis(1));
        var doubtful = start(0);
        assertThat(doubtful.run().adopted()).isFalse();

        aws.start(name(1));
        aws.pass(Duration.ofSeconds(3));
        assertAdopted(start(1));
        assertThat(replay.job.owners().mayStop(doubtful)).isFalse();
    }

    @Test
    void withoutADateHeaderEverythingCountsAsOwnAndNothingIsStopped() throws InterruptedException {
        aws.withoutDate().serve(replay);
        aws.start(name(0));
        aws.pass(Duration.ofMinutes(1));

        for (var i = 0; i < 2; i++) {
            var started = start(i);
            assertThat(started.run().adopted()).isFalse();
            assertThat(replay.job.owners().mayStop(started)).isFalse();
        }
    }

    @Test
    void anAttemptWithoutAnswerIsFoundByTheNext() throws InterruptedException {
        aws.serve(replay);
        aws.tellTime(replay, 100);
        answerStarts(inOrder(this::startedWithoutAnswer, () -> aws.start(name(0))));

        assertOwn(start(0));
        assertThat(replay.stepFunctions.calls(Action.START_EXECUTION)).hasSize(2);
    }

    @Test
    void anAttemptWithoutAnswerIsFoundWhenItHasEndedMeanwhile() throws InterruptedException {
        aws.serve(replay);
        aws.tellTime(replay, 100);
        answerStarts(inOrder(this::startedWithoutAnswer, () -> {
            throw fault(Kind.ALREADY_EXISTS);
        }));

        assertOwn(start(0));
    }

    @Test
    void whatSomebodyElseHasStartedBeforeTheAttemptWithoutAnswerIsAdopted() throws InterruptedException {
        aws.serve(replay);
        aws.tellTime(replay, 100);
        aws.start(name(0));
        aws.pass(Duration.ofMillis(200));
        answerStarts(inOrder(this::startedWithoutAnswer, () -> {
            throw fault(Kind.ALREADY_EXISTS);
        }));

        assertAdopted(start(0));
    }

    @Test
    void anAttemptThatAwsRefusedForAWhileIsNotTheOneThatCounts() throws InterruptedException {
        aws.serve(replay);
        aws.tellTime(replay, 100);
        answerStarts(inOrder(
                () -> {
                    aws.pass(Duration.ofMillis(50));
                    aws.start(name(0));
                    throw fault(Kind.THROTTLED);
                },
                () -> aws.start(name(0))));

        assertAdopted(start(0));
    }

    @Test
    void aNameThatIsTakenIsAdopted() throws InterruptedException {
        answerStarts(() -> {
            throw fault(Kind.ALREADY_EXISTS);
        });

        assertAdopted(start(0));
    }

    @Test
    void aStartThatAwsRefusesFails() throws InterruptedException {
        answerStarts(() -> {
            throw fault(Kind.REJECTED);
        });

        assertThat(start(0).result().failureKind()).isEqualTo(FailureKind.START_REJECTED);
    }

    @Test
    void aMachineThatIsGoneEndsTheReplayAndLeavesTheItem() throws InterruptedException {
        answerStarts(() -> {
            throw fault(Kind.MACHINE_GONE);
        });

        assertThat(start(0).state()).isEqualTo(ItemState.PENDING);
        assertThat(replay.job.isEndingWithFault()).isTrue();
    }

    @Test
    void whatIsToBeStoppedIsLookedForUntilAnAnswerComes() throws InterruptedException {
        aws.serve(replay);
        aws.tellTime(replay, 100);
        cancelInDoubt(true);
        failDescriptions(20, Kind.UNAVAILABLE);

        var item = start(0);
        assertOwn(item);
        assertThat(replay.stepFunctions.calls(Action.DESCRIBE_EXECUTION)).hasSize(21);
    }

    @Test
    void whatIsToBeStoppedIsGivenUpWhenThereIsNoHope() throws InterruptedException {
        aws.serve(replay);
        cancelInDoubt(true);
        failDescriptions(Integer.MAX_VALUE, Kind.UNAVAILABLE);

        assertThat(start(0).state()).isEqualTo(ItemState.UNCONFIRMED);
    }

    @Test
    void aCancelThatStopsNothingLooksAFewTimesWithWaitsInBetween() throws InterruptedException {
        aws.serve(replay);
        cancelInDoubt(false);
        failDescriptions(Integer.MAX_VALUE, Kind.UNAVAILABLE);

        assertThat(start(0).state()).isEqualTo(ItemState.UNCONFIRMED);
        assertThat(replay.stepFunctions.calls(Action.DESCRIBE_EXECUTION)).hasSize(5);
        assertThat(Duration.between(failedAt, replay.clock.instant()))
                .isBetween(Duration.ofMillis(700), Duration.ofMillis(1_700));
    }

    @Test
    void aThrottledLookIsNoAttempt() throws InterruptedException {
        aws.serve(replay);
        aws.tellTime(replay, 100);
        cancelInDoubt(false);
        failDescriptions(30, Kind.THROTTLED);

        assertOwn(start(0));
    }

    @Test
    void twoReplaysOfTheSameInOppositeOrdersEachOwnWhatTheyHaveStarted() throws InterruptedException {
        var size = 40;
        var one = TestReplay.builder().items(size).ticker(replay.ticker).running();
        var other = TestReplay.builder().items(size).ticker(replay.ticker).running();
        aws.serve(one).serve(other);
        aws.tellTime(one, 100);
        aws.tellTime(other, 100);
        var owners = new int[size];
        for (var i = 0; i < size; i++) {
            owners[i] += startOwned(one, i);
            aws.pass(Duration.ofMillis(40));
            owners[size - 1 - i] += startOwned(other, size - 1 - i);
            aws.pass(Duration.ofMillis(40));
        }

        assertThat(owners).containsOnly(1);
        assertThat(aws.starts()).hasSize(size);
    }

    /// 1 if the replay may stop what answers to the item's name.
    private static int startOwned(TestReplay each, int index) throws InterruptedException {
        var item = starter(each).start(each.item(index), "{}");
        assertThat(each.job.owners().mayStop(item)).isNotEqualTo(item.run().adopted());
        return item.run().adopted() ? 0 : 1;
    }

    private Item start(int index) throws InterruptedException {
        return starter(replay).start(replay.item(index), "{}");
    }

    private static Starter starter(TestReplay each) {
        var descriptions = new Descriptions(each.job, each.stepFunctions, each.followCalls());
        return new Starter(each.job, each.stepFunctions, each.calls(), descriptions, false);
    }

    private String name(int index) {
        return replay.job.latest().replayOf(replay.item(index)).name();
    }

    private void answerStarts(Supplier<Instant> answers) {
        replay.stepFunctions.onStart((target, name, input) -> answers.get());
    }

    private Instant startedWithoutAnswer() {
        aws.pass(Duration.ofMillis(5));
        aws.start(name(0));
        aws.pass(Duration.ofSeconds(3));
        failedAt = replay.clock.instant();
        throw noAnswer();
    }

    /// The replay is cancelled while a start is on its way to which no answer comes.
    private void cancelInDoubt(boolean stopRunning) {
        answerStarts(() -> {
            replay.cancel(stopRunning);
            return startedWithoutAnswer();
        });
    }

    private void failDescriptions(int times, Kind kind) {
        var answers = new AtomicInteger();
        var serving = replay.stepFunctions.description();
        replay.stepFunctions.onDescribe(arn -> {
            if (answers.getAndIncrement() < times) {
                throw fault(kind);
            }
            return serving.apply(arn);
        });
    }

    private void assertOwn(Item item) {
        assertThat(item.state()).isEqualTo(ItemState.RUNNING);
        assertThat(item.run().adopted()).isFalse();
        assertThat(replay.job.owners().mayStop(item)).isTrue();
    }

    private void assertAdopted(Item item) {
        assertThat(item.state()).isEqualTo(ItemState.RUNNING);
        assertThat(item.run().adopted()).isTrue();
        assertThat(replay.job.owners().mayStop(item)).isFalse();
    }
}
