package io.github.sfnreplay.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.testing.TestReplay;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What a cancel finds while executions are followed.
class FollowingTest {

    @Test
    void aCancelDoesNotWaitForWhatIsToBeJudged() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(200)).startAll();
        run.endAll(ExecutionStatus.FAILED, "Order.Broken");
        var answers = new CountDownLatch(1);
        run.replay.stepFunctions.onDescribe(arn -> {
            awaitOn(answers);
            return run.details(arn);
        });
        run.look();
        await().until(() ->
                run.replay.stepFunctions.calls(Action.DESCRIBE_EXECUTION).size() == 8);

        run.replay.cancel(false);
        answers.countDown(); // the eight calls in flight come back

        run.following.allSubmitted();
        run.following.follow();
        assertThat(run.following.finish()).isTrue();
        assertThat(run.replay.job.state()).isEqualTo(ReplayState.CANCELLED);
        assertThat(run.replay.job.now().tally().itemCounts().of(ItemState.STARTED))
                .isEqualTo(200);
        assertThat(run.replay.stepFunctions.calls(Action.DESCRIBE_EXECUTION)).hasSize(8);
    }

    @Test
    void whatHadEndedIsNotSaidToRunAfterAllWasStopped() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(2)).startAll();
        run.endAll(ExecutionStatus.FAILED, "Order.Broken");
        var answers = new CountDownLatch(1);
        run.replay.stepFunctions.onDescribe(arn -> {
            if (FollowRun.isSource(arn)) {
                awaitOn(answers);
            }
            return run.details(arn);
        });
        run.replay.ticker.pass(1_000_000_000L);
        run.look();

        run.replay.cancel(true);
        answers.countDown();

        run.following.allSubmitted();
        run.following.follow();
        assertThat(run.following.finish()).isTrue();
        assertThat(run.replay.job.now().tally().itemCounts().of(ItemState.FAILED))
                .isEqualTo(2);
        run.following.close();
    }

    @Test
    void stopsWhatRunsWhileTheListingIsSlow() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(20)).startAll();
        var pages = new CountDownLatch(1);
        run.replay.stepFunctions.onList((machine, status, token) -> {
            awaitOn(pages);
            return new Page<>(run.listed(), null);
        });
        var looking = Thread.startVirtualThread(() -> lookOnce(run));
        await().until(() ->
                run.replay.stepFunctions.calls(Action.LIST_EXECUTIONS).size() == 1);

        run.replay.cancel(true);

        await().until(() ->
                run.replay.stepFunctions.calls(Action.STOP_EXECUTION).size() == 20);
        pages.countDown();
        looking.join();
        run.following.close();
    }

    @Test
    void itsOwnStopsAreNeitherFailuresNorVerdicts() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(30)).startAll();
        run.replay.stepFunctions.onStop(arn -> {
            run.show(arn.name(), ExecutionStatus.ABORTED, FollowRun.STARTED.plusSeconds(9), null);
            return null;
        });

        run.replay.cancel(true);
        await().until(() ->
                run.replay.stepFunctions.calls(Action.STOP_EXECUTION).size() == 30);
        run.following.allSubmitted();
        run.following.follow();
        assertThat(run.following.finish()).isTrue();

        var tally = run.replay.job.now().tally();
        assertThat(tally.itemCounts().of(ItemState.ABORTED)).isEqualTo(30);
        assertThat(tally.failureGroups()).isEmpty();
        assertThat(Verdict.values())
                .allSatisfy(verdict -> assertThat(tally.of(verdict)).isZero());
        assertThat(run.replay.stepFunctions.calls(Action.DESCRIBE_EXECUTION)).isEmpty();
        run.following.close();
    }

    @Test
    void whatWasStoppedByAnotherIsAFailure() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(1)).startAll();
        run.endAll(ExecutionStatus.ABORTED, null);
        run.replay.ticker.pass(1_000_000_000L);
        run.look();
        run.following.outcomes().settle();

        assertThat(run.replay.item(0).hasFailed()).isTrue();
        assertThat(run.replay.item(0).result().error()).isNull();
        assertThat(run.replay.item(0).result().verdict()).isNotNull();
    }

    private static void lookOnce(FollowRun run) {
        try {
            run.following.follower().look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitOn(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
