package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.EngineMeters;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Urgency;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Replay;

/// The third step of a replay: follows what was started to its end, and judges how it ended.
public final class Following {

    /// How soon a cancel, or something more urgent, is seen: a twentieth of a second.
    private static final long SLICE = 50_000_000L;

    private final ActiveReplay job;
    private final StartAdmission admission;
    private final Ticker ticker;
    private final Outcomes outcomes;
    private final Follower follower;
    private final Stopper stopper;
    private volatile boolean submitted;

    /// @param access whose calls go on when the replay is paused or cancelled
    public Following(Access access, StartAdmission admission, EngineMeters meters) {
        this.job = access.job();
        this.admission = admission;
        this.ticker = access.calls().pace().ticker();
        outcomes = new Outcomes(
                job,
                new OutcomeComparison(job, access.reader()),
                admission,
                meters,
                access.workers().forCalls());
        follower = new Follower(
                job,
                access.listing(),
                access.reader(),
                outcomes,
                access.calls().pace().pacer(),
                ticker);
        stopper = new Stopper(job, access.stepFunctions(), access.calls(), follower);
    }

    public Outcomes outcomes() {
        return outcomes;
    }

    public Follower follower() {
        return follower;
    }

    /// New limits hold at once; after a resume, what failed before does not count any more.
    public void changed(Replay before, Replay after) {
        admission.replayChanged(before, after);
    }

    /// No more starts are to come.
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
            stopper.giveUp();
            throw e;
        }
    }

    /// Ends the replay, unless a caller wants stopped what still runs.
    ///
    /// @return whether it has ended
    public boolean finish() throws InterruptedException {
        outcomes.settle();
        return job.finishUnless(stopper::isWanted);
    }

    private void followAll() throws InterruptedException {
        while (!isOver()) {
            if (stopper.isWanted(job.latest())) {
                stopper.stopFollowed();
            }
            var left = follower.look();
            var urgency = outcomes.urgency();
            do {
                ticker.sleep(Math.clamp(left, 1, SLICE));
                left -= SLICE;
            } while (left > 0 && !isOver() && !mustHurry(urgency));
        }
    }

    /// Whether something happened since the last look for which the next must not wait any longer.
    private boolean mustHurry(Urgency before) {
        return job.isCancelling() || outcomes.urgency().compareTo(before) < 0;
    }

    private boolean isOver() {
        var nothingToFollow = follower.isIdle()
                || job.isEndingWithFault()
                || (job.isCancelling() && !job.latest().stopRunning());
        return job.state().isFinal() || (submitted && nothingToFollow);
    }
}
