package io.github.sfnreplay.engine.start;

import static io.github.sfnreplay.testing.ScriptedStepFunctions.fault;
import static io.github.sfnreplay.testing.ScriptedStepFunctions.inOrder;
import static io.github.sfnreplay.testing.ScriptedStepFunctions.noAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.FakeAws;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A redrive is found out about to its end, and happens once.
class RedriverTest {

    private final TestReplay replay = TestReplay.builder().mode(Mode.REDRIVE).running();
    private final FakeAws aws = new FakeAws(replay.ticker, Duration.ofMinutes(2)).serve(replay);
    private final AtomicInteger redrives = new AtomicInteger();

    @Test
    void keepsTheDateThatAwsTells() throws InterruptedException {
        answer(() -> FakeClock.NOON);

        var item = redrive();
        assertThat(item.state()).isEqualTo(ItemState.RUNNING);
        assertThat(item.run().redriven()).isTrue();
        assertThat(item.run().startedAt()).isEqualTo(FakeClock.NOON);
        assertThat(replay.job.owners().mayStop(item)).isTrue();
    }

    @Test
    void whatAwsDoesNotRedriveIsSkipped() throws InterruptedException {
        answer(() -> {
            throw fault(Kind.NOT_REDRIVABLE);
        });
        assertThat(redrive().result().skipReason()).isEqualTo(SkipReason.NOT_REDRIVABLE);
        answer(() -> {
            throw fault(Kind.EXECUTION_GONE);
        });
        assertThat(redrive().result().skipReason()).isEqualTo(SkipReason.NOT_FOUND);
    }

    @Test
    void whatAwsRefusesFails() throws InterruptedException {
        answer(() -> {
            throw fault(Kind.REJECTED);
        });

        assertThat(redrive().result().failureKind()).isEqualTo(FailureKind.START_REJECTED);
    }

    @Test
    void aRefusalAfterAnAttemptWithoutAnswerIsTheProofOfThatAttempt() throws InterruptedException {
        aws.tellTime(replay, 100);
        answer(inOrder(this::redrivenWithoutAnswer, () -> {
            throw fault(Kind.NOT_REDRIVABLE);
        }));
        var before = aws.now();

        var item = redrive();
        assertThat(item.run().redriven()).isTrue();
        assertThat(item.run().startedAt()).isBetween(before.minusMillis(100), before.plusMillis(100));
    }

    @Test
    void afterTheLifeOfTheTokenItLooksBeforeItRedrivesAgain() throws InterruptedException {
        aws.tellTime(replay, 100);
        answer(() -> {
            redrives.incrementAndGet();
            aws.pass(Duration.ofMinutes(15));
            throw noAnswer();
        });

        assertThat(redrive().run().redriven()).isTrue();
        assertThat(replay.stepFunctions.calls(Action.REDRIVE_EXECUTION)).hasSize(1);
    }

    @Test
    void aCancelInDoubtLeavesUnconfirmedWhatNobodyAnswers() throws InterruptedException {
        answer(() -> {
            replay.cancel(false);
            throw noAnswer();
        });
        replay.stepFunctions.onDescribe(arn -> {
            throw fault(Kind.UNAVAILABLE);
        });

        assertThat(redrive().state()).isEqualTo(ItemState.UNCONFIRMED);
        assertThat(replay.stepFunctions.calls(Action.DESCRIBE_EXECUTION)).hasSize(5);
    }

    @Test
    void aCancelBeforeTheRedriveLeavesTheItemPending() throws InterruptedException {
        replay.cancel(false);

        assertThat(redrive().state()).isEqualTo(ItemState.PENDING);
        assertThat(replay.stepFunctions.calls(Action.REDRIVE_EXECUTION)).isEmpty();
    }

    private Item redrive() throws InterruptedException {
        var descriptions = new Descriptions(replay.job, replay.stepFunctions, replay.followCalls());
        return new Redriver(replay.job, replay.stepFunctions, replay.calls(), descriptions, new ExecutionCache(1_000))
                .redrive(replay.item(0));
    }

    private void answer(Supplier<Instant> answers) {
        replay.stepFunctions.onRedrive((arn, token) -> answers.get()).onDescribe(arn -> {
            var execution = new Execution(
                    arn.name(), ExecutionStatus.RUNNING, FakeClock.NOON, null, redrives.get(), null, null);
            return new ExecutionDetails(execution, "{}", null, null, null);
        });
    }

    private Instant redrivenWithoutAnswer() {
        redrives.incrementAndGet();
        throw noAnswer();
    }
}
