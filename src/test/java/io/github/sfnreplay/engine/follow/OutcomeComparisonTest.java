package io.github.sfnreplay.engine.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.testing.TestReplay;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the end of a replay says beside the end of its source, which failed with `Order.Broken`.
class OutcomeComparisonTest {

    @ParameterizedTest
    @CsvSource({
        "FAILED, SUCCEEDED, , FIXED",
        "FAILED, FAILED, Order.Broken, STILL_FAILING",
        "FAILED, FAILED, Other.Error, FAILED_DIFFERENTLY",
        "FAILED, TIMED_OUT, , FAILED_DIFFERENTLY",
        "FAILED, ABORTED, , FAILED_DIFFERENTLY",
        "SUCCEEDED, SUCCEEDED, , SAME_OUTCOME",
        "SUCCEEDED, FAILED, Other.Error, REGRESSED",
        "SUCCEEDED, TIMED_OUT, , REGRESSED"
    })
    void comparesHowBothEnded(ExecutionStatus source, ExecutionStatus replay, @Nullable String error, Verdict verdict)
            throws InterruptedException {
        var item = ended(TestReplay.builder().sources(source), replay, error);

        assertThat(item.result().verdict()).isEqualTo(verdict);
        assertThat(item.result().error()).as("never a status in its place").isEqualTo(error);
        assertThat(item.state().name()).isEqualTo(replay.name());
    }

    @Test
    void readsNothingWhereTheListingTellsAll() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(20)).startAll();
        run.endAll(ExecutionStatus.SUCCEEDED, null);
        run.look();
        run.following.outcomes().settle();

        assertThat(run.replay.item(19).result().verdict()).isEqualTo(Verdict.FIXED);
        assertThat(run.replay.stepFunctions.calls(Action.DESCRIBE_EXECUTION)).isEmpty();
        assertThat(run.replay.stepFunctions.calls(Action.GET_EXECUTION_HISTORY)).isEmpty();
    }

    @Test
    void aRedriveThatFailsAgainIsComparedOnlyIfItsFirstEndWasRead() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().mode(Mode.REDRIVE).follow(Follow.OUTCOME));
        run.follow(run.replay.item(0).redriven(FollowRun.STARTED));
        run.show(
                new Execution(
                        "source-0",
                        ExecutionStatus.FAILED,
                        FollowRun.STARTED,
                        FollowRun.STARTED.plusSeconds(1),
                        1,
                        null,
                        null),
                "Order.Broken");

        assertThat(judged(run).result().verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    }

    @Test
    void whatAHistoryDoesNotTellIsDescribed() throws InterruptedException {
        var run = new FollowRun(TestReplay.builder().items(20)).startAll();
        run.endAll(ExecutionStatus.FAILED, "Order.Broken");
        run.replay.stepFunctions.onLastEvent(arn -> arn.name().equals(run.name(19))
                ? new ExecutionEnd(null, null, null)
                : new ExecutionEnd(
                        null, run.details(arn).error(), run.details(arn).cause()));
        run.look();
        run.following.outcomes().settle();

        for (var item : run.replay.job.items().all()) {
            assertThat(item.result().error()).as(item.source().name()).isEqualTo("Order.Broken");
        }
    }

    private static Item ended(TestReplay.Builder builder, ExecutionStatus status, @Nullable String error)
            throws InterruptedException {
        var run = new FollowRun(builder).startAll();
        run.endAll(status, error);
        return judged(run);
    }

    private static Item judged(FollowRun run) throws InterruptedException {
        run.replay.ticker.pass(FakeTicker.SECOND);
        run.look();
        await().until(() -> run.replay.item(0).state() != ItemState.RUNNING);
        return run.replay.item(0);
    }
}
