package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Progress.BoundBy;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateReason;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Decides when one more execution of a replay may begin: while fewer are open than allowed, after the canary, and only
/// as long as no more have failed than is tolerated. Each execution holds a permit until it ends.
///
/// An end counts before its permit is free for another. If it is a reason to pause, nothing begins from then on, and
/// [#pauseIfDue] pauses the replay; a replay that is paused for another reason meanwhile is paused again after its
/// resume. The replay itself is never changed under the lock, because whoever changes it tells this admission.
public final class StartAdmission {

    /// A gate that shuts tells nobody here, so that it is looked at this often.
    private static final long LONGEST_WAIT_MILLIS = 200;

    private final ActiveReplay job;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Canary canary;
    private final FailureThreshold threshold = new FailureThreshold();
    private int maxOpen;
    private int open;
    private int waiting;
    private boolean exceeded;
    private boolean pausing;
    private boolean moreToCome = true;

    public StartAdmission(ActiveReplay job) {
        this.job = job;
        this.canary = new Canary(Objects.requireNonNullElse(job.spec().limits().canary(), 0));
        this.maxOpen = maxOpen(job.latest());
    }

    /// Waits until another execution may begin; those that wait are let in one after the other.
    ///
    /// @throws StoppedException if the replay is stopped before
    public Permit admit() throws InterruptedException {
        while (true) {
            pauseIfDue();
            lock.lockInterruptibly();
            try {
                if (mayBegin()) {
                    open++;
                    return new Permit(true, canary.begin());
                }
                if (job.gate().isShut()) {
                    throw new StoppedException();
                }
                waiting++;
                try {
                    var ignored = changed.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                } finally {
                    waiting--;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean mayBegin() {
        return open < maxOpen && canary.mayBegin() && dueReason() == null;
    }

    /// The permit of an execution that another process started, whatever the bounds: it is open already.
    ///
    /// @param isOwn whether that process started it for this replay
    public Permit forOpen(boolean isOwn) {
        lock.lock();
        try {
            open++;
            return new Permit(isOwn, isOwn && canary.begin());
        } finally {
            lock.unlock();
        }
    }

    /// Goes on where an earlier owner has left off; before anything is admitted.
    public void restore(Past past) {
        locked(() -> {
            canary.restore(past.canaries(), past.canaryFailed(), past.isCanaryOver());
            threshold.restore(past.finished(), past.failed());
            closeCanaryIfPassed();
        });
    }

    /// What ended before.
    ///
    /// @param canaries how many of them; those that still run get permits
    /// @param finished since the start, or the last resume
    public record Past(int canaries, boolean canaryFailed, boolean isCanaryOver, int finished, int failed) {}

    /// The permit of an execution that another process started, and that has ended: it holds nothing.
    public Permit forEnded() {
        var permit = new Permit(false, false);
        permit.closed.set(true);
        return permit;
    }

    /// Why starts wait here at this moment; null if none does.
    public @Nullable BoundBy heldBy() {
        lock.lock();
        try {
            if (waiting == 0) {
                return null;
            }
            return open >= maxOpen ? BoundBy.MAX_CONCURRENCY : BoundBy.CANARY;
        } finally {
            lock.unlock();
        }
    }

    /// An item failed although no execution of it was started.
    public void failedWithoutExecution() {
        locked(() -> count(false));
        pauseIfDue();
    }

    /// Pauses the replay, if it runs and what has ended is a reason to.
    public void pauseIfDue() {
        var reason = job.gate().isOpen() ? beginToPause() : null;
        if (reason == null) {
            return;
        }
        var paused = false;
        try {
            paused = job.pauseIfRunning(reason, PauseDetail.of(reason));
        } finally {
            endPausing(reason, paused);
        }
    }

    private @Nullable StateReason beginToPause() {
        lock.lock();
        try {
            var reason = pausing ? null : dueReason();
            pausing |= reason != null;
            return reason;
        } finally {
            lock.unlock();
        }
    }

    private void endPausing(StateReason reason, boolean paused) {
        locked(() -> {
            pausing = false;
            if (paused && reason == StateReason.FAILURE_THRESHOLD_EXCEEDED) {
                exceeded = false;
            } else if (paused) {
                canary.close(); // whoever resumes has seen how it ended
            }
            changed.signalAll();
        });
    }

    private @Nullable StateReason dueReason() {
        var afterCanary = job.spec().limits().afterCanary();
        var ofCanary = canary.isDecided() ? canary.pauseReason(afterCanary) : null;
        return ofCanary == null && exceeded ? StateReason.FAILURE_THRESHOLD_EXCEEDED : ofCanary;
    }

    /// New limits hold at once; after a resume, what failed before does not count any more.
    public void replayChanged(Replay before, Replay after) {
        locked(() -> {
            maxOpen = maxOpen(after);
            if (before.state() == ReplayState.PAUSED && after.state() != ReplayState.PAUSED) {
                threshold.reset();
                exceeded = false;
            }
            closeCanaryIfPassed();
            changed.signalAll();
        });
    }

    /// Nobody will wait any more.
    public void allSubmitted() {
        locked(() -> moreToCome = false);
    }

    /// How much depends on the next end; starts may soon wait for it when more than half of the room is taken.
    public Urgency urgency() {
        lock.lock();
        try {
            if (!moreToCome) {
                return Urgency.REPLAY_WAITS;
            }
            return open > maxOpen / 2 ? Urgency.STARTS_WAIT : Urgency.NONE;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    private void count(boolean succeeded) {
        exceeded |= threshold.isExceededBy(!succeeded, job.spec().limits());
    }

    private void closeCanaryIfPassed() {
        if (canary.isDecided() && canary.pauseReason(job.spec().limits().afterCanary()) == null) {
            canary.close();
        }
    }

    private static int maxOpen(Replay replay) {
        return Objects.requireNonNullElse(replay.effectiveLimits().maxConcurrency(), Integer.MAX_VALUE);
    }

    /// The right to have one execution open. It is given back once, by `ended` or `withdrawn`; giving it back again
    /// does nothing.
    public final class Permit {

        private final AtomicBoolean closed = new AtomicBoolean();
        private boolean counts;
        private boolean isCanary;

        private Permit(boolean counts, boolean isCanary) {
            this.counts = counts;
            this.isCanary = isCanary;
        }

        /// The execution turned out to be another's: it is open, but says nothing about this replay.
        public void adopted() {
            locked(() -> {
                counts = false;
                leaveCanary();
                changed.signalAll();
            });
        }

        /// The execution has ended, and that counts from now on; the permit stays until `ended` or `withdrawn`.
        public void seenEnded(boolean succeeded) {
            locked(() -> {
                countOnce(succeeded);
                changed.signalAll();
            });
        }

        private void countOnce(boolean succeeded) {
            if (isCanary) {
                isCanary = false;
                canary.end(succeeded);
                closeCanaryIfPassed();
            }
            if (counts) {
                counts = false;
                count(succeeded);
            }
        }

        /// The execution has ended. [StartAdmission#pauseIfDue] has to follow, once that is written down.
        public void ended(boolean succeeded) {
            if (closed.getAndSet(true)) {
                return;
            }
            locked(() -> {
                countOnce(succeeded);
                open--;
                changed.signalAll();
            });
        }

        /// Nothing was started, or what was started is not followed.
        public void withdrawn() {
            if (closed.getAndSet(true)) {
                return;
            }
            locked(() -> {
                leaveCanary();
                open--;
                changed.signalAll();
            });
        }

        private void leaveCanary() {
            if (isCanary) {
                isCanary = false;
                canary.withdraw();
            }
        }
    }
}
