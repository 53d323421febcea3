package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.StateReason;
import java.util.Objects;

/// What holds the starts of one replay back: its gate, its canary and its bound on open executions.
public record Brakes(Gate gate, Canary canary, OpenExecutions open) {

    public static Brakes of(ActiveReplay job) {
        var size = Objects.requireNonNullElse(job.spec().limits().canary(), 0);
        var canary = new Canary(
                size,
                () -> job.pause(
                        StateReason.CANARY_FAILED,
                        "Not every canary succeeded. Look at failureGroups, then resume or cancel."));
        return new Brakes(job.gate(), canary, new OpenExecutions(maxOpen(job.latest())));
    }

    /// New limits hold at once.
    public void changed(Replay after) {
        open.setMax(maxOpen(after));
    }

    /// Waits until one more may be open.
    ///
    /// @throws StoppedException if the replay is stopped before
    public void admit() throws InterruptedException {
        if (!canary.admit(this::isWanted)) {
            throw new StoppedException();
        }
        if (!open.acquire(this::isWanted)) {
            canary.giveBack();
            throw new StoppedException();
        }
    }

    /// What was admitted did not lead to an open execution.
    public void giveBack() {
        canary.giveBack();
        open.release();
    }

    private static int maxOpen(Replay replay) {
        return Objects.requireNonNullElse(replay.effectiveLimits().maxConcurrency(), Integer.MAX_VALUE);
    }

    private boolean isWanted() {
        return !gate.isShut();
    }
}
