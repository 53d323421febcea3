package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Urgency;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.log.ReplayLogs;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Replay;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The third step of a replay: follows what was started to its end, and judges how it ended.
///
/// Looking for ends, judging them and stopping what runs have threads and gates of their own, so that none of them
/// waits
/// for another.
public final class Following {

    /// How soon a cancel, or something more urgent, is seen: a twentieth of a second.
    private static final long SLICE = 50_000_000L;

    private final ActiveReplay job;
    private final WorkerPool pool;
    private final StartAdmission admission;
    private final FollowingGates gates;
    private final Ticker ticker;
    private final Outcomes outcomes;
    private final Follower follower;
    private final Stopper stopper;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile boolean submitted;
    private volatile boolean closed;

    /// The ways to Step Functions, through the gates of the same names.
    ///
    /// @param lasting also has the reader for judging
    /// @param targetLogs where the ends are on an EXPRESS machine; null for another
    public record Ways(
            Access lasting,
            Access followed,
            FollowingGates gates,
            @Nullable ReplayLogs targetLogs) {

        public Ways(Access lasting, Access followed, FollowingGates gates) {
            this(lasting, followed, gates, null);
        }
    }

    /// @param areReadsScarce whether inputs wait to be read at this moment
    public Following(Ways ways, StartAdmission admission, EngineMeters meters, BooleanSupplier areReadsScarce) {
        var lasting = ways.lasting();
        this.job = lasting.job();
        this.pool = lasting.workers();
        this.admission = admission;
        this.gates = ways.gates();
        this.ticker = lasting.calls().pace().ticker();
        outcomes = new Outcomes(job, new OutcomeComparison(job, lasting.reader()), admission, meters, pool);
        follower = new Follower(ways.followed(), outcomes, areReadsScarce, ways.targetLogs());
        stopper = new Stopper(lasting, follower);
    }

    public Outcomes outcomes() {
        return outcomes;
    }

    public Follower follower() {
        return follower;
    }

    /// New limits hold at once; after a resume, what failed before does not count any more; after a cancel, nobody
    /// waits
    /// for what changes nothing any more, and what runs begins to be stopped if that was asked for.
    public void changed(Replay before, Replay after) {
        admission.replayChanged(before, after);
        gates.replayChanged(after);
        if (stopper.isAskedFor(after) && stopping.compareAndSet(false, true)) {
            pool.start(this::stopUntilClosed);
        }
    }

    /// No more starts are to come, and no more executions to be adopted.
    public void allSubmitted() {
        outcomes.allSubmitted();
        submitted = true;
    }

    /// Follows until nothing is left to be followed, or nobody wants it any more.
    public void follow() throws InterruptedException {
        try {
            if (job.spec().follow() != Follow.NONE) {
                followAll();
            } else if (submitted && stopper.isWanted(job.latest())) {
                stopper.stopUnfollowed();
            }
        } catch (StoppedException e) {
            if (stopper.isAskedFor(job.latest())) {
                stopper.giveUp();
            }
        }
    }

    /// Ends the replay, unless a caller wants stopped what still runs.
    ///
    /// @return whether it has ended
    public boolean finish() throws InterruptedException {
        if (job.isEndingWithFault()) {
            gates.stopJudging();
        }
        outcomes.settle();
        return job.finishUnless(stopper::isWanted);
    }

    /// Nothing goes on any more; whatever waits ends.
    public void close() {
        closed = true;
        gates.shut();
    }

    private void followAll() throws InterruptedException {
        while (!isOver()) {
            var left = follower.look();
            var urgency = outcomes.urgency();
            do {
                ticker.sleep(Math.clamp(left, 1, SLICE));
                left -= SLICE;
            } while (left > 0 && !isOver() && !mustHurry(urgency));
        }
    }

    /// Also what was being started when the replay was cancelled has to be stopped.
    private void stopUntilClosed() throws InterruptedException {
        while (!closed && !stopper.hasGivenUp()) {
            if (stopper.isWanted(job.latest())) {
                stopper.stopFollowed();
            }
            ticker.sleep(SLICE);
        }
    }

    /// Whether something happened since the last look for which the next must not wait any longer.
    private boolean mustHurry(Urgency before) {
        return job.isCancelling() || outcomes.urgency().compareTo(before) < 0;
    }

    private boolean isOver() {
        var nothingToFollow = follower.isIdle()
                || job.isEndingWithFault()
                || (job.isCancelling() && (!job.latest().stopRunning() || stopper.hasGivenUp()));
        return job.state().isFinal() || (submitted && nothingToFollow);
    }
}
