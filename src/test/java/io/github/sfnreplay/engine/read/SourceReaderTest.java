package io.github.sfnreplay.engine.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.read.ExecutionData.Need;
import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.ScriptedStepFunctions;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SourceReaderTest {

    private static final long ROOM = 3 * SourceReader.BYTES_PER_READ;

    private final TestReplay replay = TestReplay.builder().running();
    private final ScriptedStepFunctions stepFunctions = replay.stepFunctions;
    private final ReadBudget budget = new ReadBudget(ROOM);
    private final ExecutionCache known = new ExecutionCache(1_000_000);
    private final HistoryTrust trust = new HistoryTrust(replay.ticker, new Random(1));
    private final SourceReader reader = new SourceReader(
            stepFunctions,
            replay.calls(),
            new SourceReader.Shared(known, trust),
            new Workers(task -> Thread.ofVirtual().start(task), 80, unexpected -> {}),
            budget,
            null);

    @Test
    void holdsOnlyTheBytesOfTheAnswer() throws InterruptedException {
        withoutHistories();
        var pending = reader.begin(key(1), Need.INPUT, false);

        try (var held = reader.take(pending)) {
            assertThat(held.data()).isEqualTo(ExecutionData.described(input(1), null));
            assertThat(ROOM - budget.free()).isEqualTo(held.data().weight());
        }

        assertThat(budget.free()).isEqualTo(ROOM);
    }

    @Test
    void readsNoMoreAheadThanThereAreBytesFor() throws InterruptedException {
        withoutHistories();
        var mayAnswer = new CountDownLatch(1);
        stepFunctions.onDescribe(arn -> {
            join(mayAnswer);
            return details(arn, FakeClock.NOON, 0, "States.Timeout");
        });
        var pending = new ArrayList<PendingRead>();
        for (var i = 0; i < 3; i++) {
            pending.add(Objects.requireNonNull(reader.tryBegin(key(i), Need.INPUT, false)));
        }

        assertThat(reader.tryBegin(key(3), Need.INPUT, false)).isNull();
        mayAnswer.countDown();
        for (var each : pending) {
            reader.take(each).close();
        }
        assertThat(reader.tryBegin(key(3), Need.INPUT, false)).isNotNull();
    }

    @Test
    void givesUpWhatWasReadAheadAndReadsItAgain() throws InterruptedException {
        withoutHistories();
        var one = reader.begin(key(1), Need.INPUT, false);
        var other = reader.begin(key(2), Need.INPUT, false);
        one.awaitTurn();
        try (var taken = reader.take(other)) {
            reader.forgetAhead();

            assertThat(ROOM - budget.free())
                    .as("only what was taken")
                    .isEqualTo(taken.data().weight());
            assertThat(taken.data().input()).isEqualTo(input(2));
        }
        try (var again = reader.take(one)) {
            assertThat(again.data().input()).isEqualTo(input(1));
        }

        assertThat(stepFunctions.calls(Action.DESCRIBE_EXECUTION)).hasSizeBetween(2, 3);
        assertThat(budget.free()).isEqualTo(ROOM);
    }

    @Test
    void makesNoMoreAttemptsOfWhatWasGivenUp() throws InterruptedException {
        withoutHistories();
        var answered = new CompletableFuture<PendingRead>();
        stepFunctions.onDescribe(arn -> {
            if (stepFunctions.calls(Action.DESCRIBE_EXECUTION).size() == 1) {
                Objects.requireNonNull(answered.join());
                reader.forgetAhead();
                throw ScriptedStepFunctions.fault(Kind.THROTTLED);
            }
            return details(arn, FakeClock.NOON, 0, "States.Timeout");
        });
        var pending = reader.begin(key(1), Need.INPUT, false);
        answered.complete(pending);

        reader.take(pending).close();

        assertThat(stepFunctions.calls(Action.DESCRIBE_EXECUTION)).hasSize(2);
    }

    @Test
    void givesBackTheBytesOfAReadThatFails() throws InterruptedException {
        withoutHistories();
        stepFunctions.onDescribe(arn -> {
            throw ScriptedStepFunctions.fault(Kind.EXECUTION_GONE);
        });
        var pending = reader.begin(key(1), Need.INPUT, false);

        assertThatThrownBy(() -> reader.take(pending)).isInstanceOf(StepFunctionsException.class);
        assertThat(budget.free()).isEqualTo(ROOM);
    }

    @Test
    void tellsWhoWaitsThatAReadDiedOfAnError() throws InterruptedException {
        withoutHistories();
        stepFunctions.onDescribe(arn -> {
            throw new OutOfMemoryError("scripted");
        });
        var pending = reader.begin(key(1), Need.INPUT, false);
        var described = reader.describeLater(key(1).arn());

        assertThatThrownBy(() -> reader.take(pending)).hasRootCauseMessage("scripted");
        assertThatThrownBy(() -> PendingRead.join(described)).hasRootCauseMessage("scripted");
        assertThat(budget.free()).isEqualTo(ROOM);
    }

    @Test
    void readsTheEndOfTodayAfterARedriveElsewhere() throws InterruptedException {
        withoutHistories();
        var later = FakeClock.NOON.plusSeconds(60);
        assertThat(errorOf(new ExecutionKey(arn(1), FakeClock.NOON, 0))).isEqualTo("States.Timeout");
        stepFunctions.onDescribe(arn -> details(arn, later, 1, "New.Error"));

        assertThat(errorOf(new ExecutionKey(arn(1), later, 1))).isEqualTo("New.Error");
        assertThat(errorOf(new ExecutionKey(arn(1), later, 1))).isEqualTo("New.Error");
        assertThat(stepFunctions.calls(Action.DESCRIBE_EXECUTION)).hasSize(2);
    }

    @Test
    void judgesWithinBytesThatWereReserved() throws InterruptedException {
        withoutHistories();
        try (var bytes = reader.reserve(2)) {
            assertThat(bytes.isOver()).isFalse();
            assertThat(budget.free()).isEqualTo(ROOM - 2 * SourceReader.BYTES_PER_READ);
            assertThat(reader.readNow(arn(1), Need.END).end()).isNotNull();
        }
        assertThat(budget.free()).isEqualTo(ROOM);
    }

    /// Histories of every seventh execution tell 1.5 for 1.50, from the twentieth on: so the first probes agree.
    @Test
    void readsAgainWhatHistoriesToldOnceOneOfThemIsWrong() throws InterruptedException {
        stepFunctions.onDescribe(arn -> details(arn, FakeClock.NOON, 0, "States.Timeout"));
        stepFunctions.onFirstEvent(arn -> {
            var number = Integer.parseInt(arn.name().substring("source-".length()));
            return number >= 20 && number % 7 == 0 ? input(number).replace("1.50", "1.5") : input(number);
        });
        var started = new ArrayList<String>();
        var fromHistory = 0;
        var pending = new ArrayList<PendingRead>();
        for (var i = 0; i < 1_000 || !pending.isEmpty(); i++) {
            if (i < 1_000) {
                pending.add(reader.begin(key(i), Need.INPUT, true));
            }
            if (pending.size() > 40 || i >= 1_000) {
                var refutedBefore = trust.isRefuted();
                try (var held = reader.take(pending.removeFirst())) {
                    var may = reader.mayStartWith(held);
                    fromHistory += may && held.data().inputFromHistory() ? 1 : 0;
                    started.add(
                            may
                                    ? Objects.requireNonNull(held.data().input())
                                    : Objects.requireNonNull(
                                            reader.describe(arn(started.size())).input()));
                    if (refutedBefore) {
                        assertThat(started.getLast()).isEqualTo(input(started.size() - 1));
                    }
                }
            }
        }

        var wrong = 0;
        for (var i = 0; i < 1_000; i++) {
            wrong += started.get(i).equals(input(i)) ? 0 : 1;
        }
        assertThat(trust.isRefuted()).isTrue();
        assertThat(wrong).as("started before the sample found it").isBetween(0, 100);
        assertThat(reader.startedFromHistory()).isEqualTo(fromHistory);
        assertThat(reader.begin(key(1), Need.INPUT, true).join()).isEqualTo(ExecutionData.described(input(1), null));
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void waitsForNobodyOnceTheReplayIsStopped() throws InterruptedException {
        withoutHistories();
        var pending = List.of(reader.begin(key(1), Need.INPUT, false));
        replay.command(now -> now.cancel(false, Command.NONE, replay.clock.instant()));

        assertThatThrownBy(() -> reader.begin(key(2), Need.INPUT, false)).hasMessageContaining("stopped");
        reader.close();
        assertThat(pending).hasSize(1);
        assertThat(budget.free()).isEqualTo(ROOM);
    }

    private void withoutHistories() {
        stepFunctions.onFirstEvent(arn -> {
            throw ScriptedStepFunctions.fault(Kind.REJECTED);
        });
        stepFunctions.onLastEvent(arn -> {
            throw ScriptedStepFunctions.fault(Kind.REJECTED);
        });
        trust.notTold(ScriptedStepFunctions.fault(Kind.REJECTED));
        stepFunctions.onDescribe(arn -> details(arn, FakeClock.NOON, 0, "States.Timeout"));
    }

    private String errorOf(ExecutionKey key) throws InterruptedException {
        ExecutionEnd end;
        try (var held = reader.take(reader.begin(key, Need.END, true))) {
            end = Objects.requireNonNull(held.data().end());
        }
        return Objects.requireNonNull(end.error());
    }

    private static ExecutionDetails details(ExecutionArn arn, Instant stoppedAt, int redrives, String error) {
        var execution = new Execution(
                arn.name(), ExecutionStatus.FAILED, FakeClock.NOON.minusSeconds(60), stoppedAt, redrives, null, null);
        var number = Integer.parseInt(arn.name().substring("source-".length()));
        return new ExecutionDetails(execution, input(number), null, error, null);
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String input(int number) {
        return "{\"order\": " + number + ", \"price\": 1.50}";
    }

    private static ExecutionArn arn(int number) {
        return TestReplay.MACHINE.execution("source-" + number);
    }

    private static ExecutionKey key(int number) {
        return new ExecutionKey(arn(number), FakeClock.NOON, 0);
    }
}
