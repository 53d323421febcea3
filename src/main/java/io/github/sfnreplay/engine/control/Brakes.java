package io.github.sfnreplay.engine.control;

/// What holds the starts of one replay back: its gate, its canary and its bound on open executions.
public record Brakes(Gate gate, Canary canary, OpenExecutions open) {

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

    private boolean isWanted() {
        return !gate.isShut();
    }
}
