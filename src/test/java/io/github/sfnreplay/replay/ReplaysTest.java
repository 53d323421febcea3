package io.github.sfnreplay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.github.sfnreplay.stepfunctions.AllowedStateMachines;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.store.TestStores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What callers can ask for, on an engine that runs nothing and notes who was woken.
class ReplaysTest {

    private static final Command COMMAND = Command.because("why");

    private final Clock clock = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    private final ReplayStore store = TestStores.inMemory(clock);
    private final List<String> woken = new ArrayList<>();
    private final Replays replays =
            new Replays(store, new ScriptedEngine(), clock, 3, AllowedStateMachines.all(), SecondPerson.NEVER);

    private Duration awsAhead = Duration.ZERO;
    private boolean asked;

    private final class ScriptedEngine implements ReplayEngine {

        /// Unknown until Step Functions was asked.
        @Override
        public Instant awsTime(Instant local) {
            return asked ? local.plus(awsAhead) : local;
        }

        @Override
        public EffectiveLimits check(ReplaySpec spec) {
            asked = true;
            return effectiveLimits(spec);
        }

        @Override
        public EffectiveLimits effectiveLimits(ReplaySpec spec) {
            return Samples.LIMITS;
        }

        @Override
        public void wake(String id) {
            woken.add(id);
        }
    }

    @Test
    void fixesTheUpperBoundByTheTimeOfAws() {
        awsAhead = Duration.ofMinutes(2);
        var replay = replays.create(Samples.spec(false), "alice");

        assertThat(replay.spec().filter().stoppedBefore()).isEqualTo(Samples.NOW.plus(awsAhead));
        assertThat(replay.times().createdAt()).isEqualTo(Samples.NOW);
    }

    @Test
    void fixesTheUpperBoundAndWakesTheEngine() {
        var replay = replays.create(Samples.spec(false), "alice");

        assertThat(replay.spec().filter().stoppedBefore()).isEqualTo(Samples.NOW);
        assertThat(replay.origin().requestedBy()).isEqualTo("alice");
        assertThat(woken).containsExactly(replay.id());
    }

    @Test
    void acceptsADryRunBesideARunningReplayAndRefusesItsConfirmation() {
        var running = running("Orders", 1);
        var dry = plan("Orders");

        assertRefused(Fault.Kind.REPLAY_CONFLICT, () -> replays.create(Samples.spec(false)));
        assertRefused(Fault.Kind.REPLAY_CONFLICT, () -> replays.confirm(dry.id(), Confirmation.ANY, COMMAND));
        assertThat(replays.find(dry.id()).state()).isEqualTo(ReplayState.PLANNED);
        store.update(running.id(), replay -> replay.finish(Samples.NOW));
        assertThat(replays.confirm(dry.id(), Confirmation.ANY, COMMAND).changed())
                .isTrue();
    }

    @Test
    void confirmsOnlyWhileThereIsRoomInTheLine() {
        var plan = plan("Planned");
        for (var i = 0; i < 3; i++) {
            replays.create(spec("Waiting" + i, false));
        }

        assertRefused(Fault.Kind.TOO_MANY_REPLAYS, () -> replays.confirm(plan.id(), Confirmation.ANY, COMMAND));
        assertThat(replays.find(plan.id()).state()).isEqualTo(ReplayState.PLANNED);
    }

    @Test
    void answersARepeatedConfirmationWithoutAChange() {
        var plan = plan("Orders");
        var first = replays.confirm(plan.id(), Confirmation.ANY, COMMAND);
        woken.clear();
        var again = replays.confirm(plan.id(), Confirmation.ANY, COMMAND);

        assertThat(again.changed()).isFalse();
        assertThat(again.replay()).isEqualTo(first.replay());
        assertThat(woken).isEmpty();
    }

    @Test
    void confirmsNothingForMoreThanThirtyDaysAhead() {
        var plan = plan("Orders");
        var late = new Confirmation(null, Samples.NOW.plus(Duration.ofDays(30)).plusMillis(1));
        var justInTime = new Confirmation(null, Samples.NOW.plus(Duration.ofDays(30)));

        assertThatIllegalArgumentException().isThrownBy(() -> replays.confirm(plan.id(), late, COMMAND));
        assertThat(replays.confirm(plan.id(), justInTime, COMMAND)
                        .replay()
                        .times()
                        .startsAt())
                .isEqualTo(justInTime.notBefore());
    }

    @Test
    void changesOnlyTheVersionThatTheCallerSaw() {
        var running = running("Orders", 1);
        var stale = COMMAND.ifVersion(running.version() - 1);
        var current = COMMAND.ifVersion(running.version());

        assertRefused(Fault.Kind.PRECONDITION_FAILED, () -> replays.pause(running.id(), stale));
        assertRefused(Fault.Kind.PRECONDITION_FAILED, () -> replays.cancel(running.id(), false, stale));
        assertRefused(Fault.Kind.PRECONDITION_FAILED, () -> replays.patch(running.id(), limits -> limits, stale));
        assertRefused(Fault.Kind.PRECONDITION_FAILED, () -> replays.delete(running.id(), stale));
        assertThat(replays.pause(running.id(), current).changed()).isTrue();
    }

    @Test
    void pausesAllThatRunsAndWhatWouldTakeItsPlace() {
        var running = running("A", 1);
        var waiting = replays.create(spec("B", false));
        var plan = plan("C");

        assertThat(replays.pauseAll(COMMAND)).containsExactlyInAnyOrder(waiting.id(), running.id());
        assertThat(replays.find(waiting.id()).state()).isEqualTo(ReplayState.PAUSED);
        assertThat(replays.find(plan.id()).state()).isEqualTo(ReplayState.PLANNED);
        assertThat(replays.pauseAll(COMMAND)).isEmpty();
    }

    @Test
    void retriesExactlyWhatFailedWithARequestThatSaysSo() {
        var parent = running("Orders", 4);
        save(parent, Samples.failed(Samples.item(1)));
        save(parent, Samples.failed(Samples.item(2)));
        finish(parent);

        var child = replays.retryFailed(parent.id(), null, Command.because(null));

        var spec = child.spec();
        assertThat(spec.filter().executionArns()).extracting(arn -> arn.name()).containsExactly("source-1", "source-2");
        assertThat(spec.filter().statuses()).isEmpty();
        assertThat(spec.filter().errors()).isEmpty();
        assertThat(spec.filter().inputMatches()).isNull();
        assertThat(spec.distinctBy()).isNull();
        assertThat(spec.attempt()).isEqualTo(2);
        assertThat(spec.reason()).isEqualTo("because");
        assertThat(replays.requests(child)).containsExactly(spec);
        assertThat(store.items(child.id(), ItemQuery.all(0, 10)))
                .extracting(Item::attempt)
                .containsExactly(2, 2);
        assertThat(child.plan()).isNotNull();
    }

    @Test
    void keepsTheNamesOfWhatNeverRanAndGivesARequestForEachAttempt() {
        var parent = running("Orders", 2);
        save(parent, Samples.failed(Samples.item(0)));
        save(parent, Samples.item(1).unconfirmed("no answer"));
        finish(parent);

        var child = replays.retryFailed(parent.id(), null, COMMAND);

        assertThat(child.spec().attempt()).isEqualTo(1);
        assertThat(store.items(child.id(), ItemQuery.all(0, 10)))
                .extracting(Item::attempt)
                .containsExactly(2, 1);
        assertThat(replays.requests(child))
                .extracting(
                        ReplaySpec::attempt,
                        spec -> spec.filter().executionArns().getFirst().name())
                .containsExactly(tuple(1, "source-1"), tuple(2, "source-0"));
    }

    @Test
    void findsNothingToRetryWhereNothingFailed() {
        var parent = running("Orders", 1);
        finish(parent);
        var count = replays.list(ReplayQuery.newest(10)).size();

        assertRefused(Fault.Kind.NOTHING_TO_RETRY, () -> replays.retryFailed(parent.id(), null, COMMAND));
        assertThat(replays.list(ReplayQuery.newest(10))).hasSize(count);
    }

    @Test
    void refusesLimitsThatTheRetryDoesNotFit() {
        var parent = running("Orders", 2);
        save(parent, Samples.failed(Samples.item(0)));
        save(parent, Samples.failed(Samples.item(1)));
        finish(parent);

        assertRefused(
                Fault.Kind.MAX_ITEMS_EXCEEDED, () -> replays.retryFailed(parent.id(), Limits.ofItems(1), COMMAND));
    }

    private Replay running(String machine, int items) {
        var replay = replays.create(spec(machine, false));
        store.update(replay.id(), pending -> pending.begin(Samples.NOW));
        var planned = new ArrayList<Item>();
        for (var i = 0; i < items; i++) {
            planned.add(Samples.item(i));
        }
        store.addItems(replay.id(), planned);
        return store.update(replay.id(), planning -> planning.planned(Samples.plan(items), Samples.NOW));
    }

    private Replay plan(String machine) {
        var replay = replays.create(spec(machine, true));
        store.update(replay.id(), pending -> pending.begin(Samples.NOW));
        return store.update(replay.id(), planning -> planning.planned(Samples.plan(0), Samples.NOW));
    }

    private void save(Replay replay, Item item) {
        if (item.run().startedAt() != null) {
            store.saveItems(replay.id(), List.of(Samples.item(item.index()).started(Samples.NOW)), Samples.NOW);
        }
        store.saveItems(replay.id(), List.of(item), Samples.NOW);
    }

    private void finish(Replay replay) {
        store.update(replay.id(), running -> running.finish(Samples.NOW));
    }

    private static ReplaySpec spec(String machine, boolean dryRun) {
        var arn = StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:" + machine);
        return Samples.spec(arn, dryRun, Mode.START_NEW);
    }

    private static void assertRefused(Fault.Kind kind, ThrowingCallable move) {
        assertThatExceptionOfType(ReplayException.class)
                .isThrownBy(move)
                .satisfies(e -> assertThat(e.fault().kind()).isEqualTo(kind));
    }
}
