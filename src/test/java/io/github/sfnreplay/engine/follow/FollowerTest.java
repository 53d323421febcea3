package io.github.sfnreplay.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.ScriptedStepFunctions;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FollowerTest {

    @Test
    void doesNotWaitUntilFailuresAreJudged() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(200)).startAll();
        run.endAll(ExecutionStatus.FAILED, "Order.Broken");
        var answers = new CountDownLatch(1);
        run.replay.stepFunctions.onDescribe(arn -> {
            awaitOn(answers);
            return run.details(arn);
        });

        assertTimeoutPreemptively(Duration.ofSeconds(10), run::look);

        assertThat(run.following.follower().isIdle()).isTrue();
        answers.countDown();
        run.following.outcomes().settle();
        assertThat(run.replay.job.now().tally().itemCounts().of(ItemState.FAILED))
                .isEqualTo(200);
    }

    @Test
    void anExecutionStaysOpenUntilItIsJudged() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(1)).startAll();
        run.endAll(ExecutionStatus.FAILED, "Order.Broken");
        var answers = new CountDownLatch(1);
        run.replay.stepFunctions.onDescribe(arn -> {
            if (FollowRun.isSource(arn)) {
                awaitOn(answers);
            }
            return run.details(arn);
        });
        run.replay.ticker.pass(FakeTicker.SECOND);
        run.look();
        assertThat(run.replay.item(0).state()).isEqualTo(ItemState.RUNNING);

        answers.countDown();

        await().until(() -> run.replay.item(0).state() == ItemState.FAILED);
    }

    @Test
    void takesNoEndBeforeTheRedriveForItsEnd() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().mode(Mode.REDRIVE));
        var redriven = FollowRun.STARTED.plusMillis(10_300);
        run.follow(run.replay.item(0).redriven(redriven));

        // somebody else has redriven it before us, and the listing still shows how that ended
        run.show(source(1, redriven.minusMillis(1)), "Other.Error");
        lookFor(run, 30);
        assertThat(run.replay.item(0).state()).isEqualTo(ItemState.RUNNING);
        run.show(source(0, redriven.plusSeconds(9)), "Other.Error");
        lookFor(run, 30);
        assertThat(run.replay.item(0).state()).isEqualTo(ItemState.RUNNING);

        run.show(source(2, redriven.plusSeconds(5)), "Order.Broken");
        lookFor(run, 30);
        await().until(() -> run.replay.item(0).state() == ItemState.FAILED);
        assertThat(run.replay.item(0).result().error()).isEqualTo("Order.Broken");
    }

    @Test
    void anEndInTheSecondOfTheRedriveCountsWhereSecondsAreAllThatIsTold() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().mode(Mode.REDRIVE));
        run.follow(run.replay.item(0).redriven(FollowRun.STARTED.plusMillis(10_300)));
        run.show(source(1, FollowRun.STARTED.plusSeconds(10)), "Order.Broken");
        lookFor(run, 30);
        await().until(() -> run.replay.item(0).state() == ItemState.FAILED);
    }

    @Test
    void describesAFewOnlyWhereNoInputWaitsToBeRead() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(8)).startAll();
        run.readsAreScarce = true;
        lookFor(run, 60);
        assertThat(run.replay.stepFunctions.calls(Action.DESCRIBE_EXECUTION)).isEmpty();
        assertThat(run.replay.stepFunctions.calls(Action.LIST_EXECUTIONS)).isNotEmpty();

        run.readsAreScarce = false;
        lookFor(run, 60);
        assertThat(run.replay.stepFunctions.calls(Action.DESCRIBE_EXECUTION)).isNotEmpty();
    }

    @Test
    void aListingEndsWhenTheReplayIsCancelled() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(20)).startAll();
        var pages = new AtomicInteger();
        run.replay.stepFunctions.onList((machine, status, token) -> {
            if (pages.incrementAndGet() == 3) {
                run.replay.cancel(true);
            }
            return new Page<>(List.of(), "next");
        });

        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> run.following.follower().look());

        assertThat(pages.get()).isEqualTo(3);
        run.following.close();
    }

    @Test
    void aListingInTheOrderOfStartsIsReadNoFurtherThanWhatIsFollowed() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(20)).startAll();
        run.readsAreScarce = true;
        var pages = new AtomicInteger();
        run.replay.stepFunctions.onList((machine, status, token) -> {
            var page = pages.getAndIncrement();
            return new Page<>(page == 0 ? run.listed() : startedBefore(page), page < 99 ? "next" : null);
        });

        run.look();

        assertThat(pages).hasValue(1);
    }

    @Test
    void aDescriptionThatIsThrottledSlowsDownAllWhoDescribe() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder()).startAll();
        var calls = new AtomicInteger();
        run.replay.stepFunctions.onDescribe(arn -> {
            if (calls.incrementAndGet() <= 20) {
                throw ScriptedStepFunctions.fault(Kind.THROTTLED);
            }
            return run.details(arn);
        });
        run.replay.ticker.pass(FakeTicker.SECOND);

        run.look();

        assertThat(calls).hasValueGreaterThan(20);
        assertThat(run.replay.pacer.isThrottled(Lane.of(TestReplay.MACHINE, Action.DESCRIBE_EXECUTION)))
                .isTrue();
    }

    @Test
    void looksAsFarBackAsAMinuteOfAwsTime() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder());
        run.readsAreScarce = true;
        var awsNow = FollowRun.STARTED.minusSeconds(600);
        var clock = run.replay.stepFunctions.clock();
        clock.answered(clock.moment(), awsNow);
        run.follow(run.replay.item(0).adopted(null));
        var newer = IntStream.range(0, 20)
                .mapToObj(i -> succeeded("newer-" + i, awsNow.minusSeconds(i)))
                .toList();
        run.replay.stepFunctions.onList((machine, status, token) -> token == null
                ? new Page<>(newer, "next")
                : new Page<>(List.of(succeeded(run.name(0), awsNow.minusSeconds(30))), null));

        run.look();

        await().until(() -> run.replay.item(0).state() == ItemState.SUCCEEDED);
    }

    @Test
    void whatIsKnownByItsNameAloneIsGivenUpOnlyAfterAWhile() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder());
        run.follow(run.replay.item(0).adopted(null));
        lookFor(run, 10);
        assertThat(run.replay.item(0).state()).isEqualTo(ItemState.RUNNING);
        lookFor(run, 10);
        assertThat(run.replay.item(0).state()).isEqualTo(ItemState.STARTED);
    }

    private static void lookFor(FollowRun run, int seconds) throws InterruptedException {
        for (var end = run.replay.ticker.nanoTime() + seconds * FakeTicker.SECOND;
                run.replay.ticker.nanoTime() < end; ) {
            run.look();
        }
    }

    /// A page of older executions, by start date; the earlier one began, the later it ended.
    private static List<Execution> startedBefore(int page) {
        return IntStream.range(0, 1_000)
                .mapToObj(i -> new Execution(
                        "older-" + page + "-" + i,
                        ExecutionStatus.SUCCEEDED,
                        FollowRun.STARTED.minusSeconds(1_000L * page + i),
                        FollowRun.STARTED.plusMillis(1_000L * page + i),
                        0,
                        null,
                        null))
                .toList();
    }

    private static Execution succeeded(String name, Instant stopped) {
        return new Execution(name, ExecutionStatus.SUCCEEDED, stopped.minusSeconds(1), stopped, 0, null, null);
    }

    private static Execution source(int redriveCount, Instant stopped) {
        return new Execution(
                "source-0",
                ExecutionStatus.FAILED,
                FollowRun.STARTED.minusSeconds(3_660),
                stopped,
                redriveCount,
                null,
                null);
    }

    private static void awaitOn(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
