package io.github.sfnreplay.engine;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.engine.control.Incident;
import io.github.sfnreplay.engine.control.Tenure;
import io.github.sfnreplay.replay.AuditLog;
import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.stepfunctions.AwsClock;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a runner for each replay whose lease this instance gets.
final class Employer {

    private static final Logger log = LoggerFactory.getLogger(Employer.class);

    private final ReplayOwnership ownership;
    private final Clock clock;
    private final AwsClock awsTime;
    private final RunnerFactory factory;
    private final Executor threads;

    Employer(ReplayOwnership ownership, Clock clock, AwsClock awsTime, RunnerFactory factory, Executor threads) {
        this.ownership = ownership;
        this.clock = clock;
        this.awsTime = awsTime;
        this.factory = factory;
        this.threads = threads;
    }

    /// Takes a replay, and lets it begin if it waits for that.
    ///
    /// @param onPause told when the replay has paused by itself; must not wait for anything
    /// @return empty if another instance has it, or nothing is to be done for it now
    Optional<Runner> employ(String id, Runnable onPause) {
        return ownership.claim(id).flatMap(lease -> employ(id, lease, onPause));
    }

    private Optional<Runner> employ(String id, Lease lease, Runnable onPause) {
        var employed = false;
        var isTakeover = new AtomicBoolean();
        try {
            var begun = lease.store().update(id, replay -> {
                isTakeover.set(replay.times().startedAt() != null);
                return begun(replay);
            });
            var hasWork = begun.state().isActive() && begun.state() != ReplayState.PENDING;
            var runner = hasWork ? runner(begun, lease, isTakeover.get(), onPause) : Optional.<Runner>empty();
            employed = runner.isPresent();
            return runner;
        } catch (ReplayException e) {
            log.debug("Replay {} was deleted meanwhile", id, e);
            return Optional.empty();
        } finally {
            if (!employed) {
                new Tenure(lease, false).end();
            }
        }
    }

    /// The replay, begun if it waits for nothing but that.
    Replay begun(Replay replay) {
        var now = clock.instant();
        var startsAt = replay.times().startsAt();
        var isDue = startsAt == null || !startsAt.isAfter(now);
        return replay.state() == ReplayState.PENDING && isDue
                ? replay.begin(now).begunAfter(replay, awsTime.now())
                : replay;
    }

    /// @return empty if it could not be made, which has ended the replay
    private Optional<Runner> runner(Replay replay, Lease lease, boolean isTakeover, Runnable onPause) {
        if (isTakeover) {
            log.info("Replay {} is taken over in state {}", replay.id(), replay.state());
        }
        var job = new ActiveReplay(replay, new Tenure(lease, isTakeover), clock, new Gate(), onPause);
        try {
            job.refresh();
            return Optional.of(factory.create(job, new ReplayThreads(replay.id(), threads)));
        } catch (RuntimeException | Error e) {
            job.fail(Incident.log(replay.id(), e));
            AuditLog.ended(job.latest());
            return Optional.empty();
        }
    }
}
