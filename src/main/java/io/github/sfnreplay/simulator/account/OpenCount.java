package io.github.sfnreplay.simulator.account;

/// Counts open executions: all of them, and those that calls have opened, with their high-water mark.
public final class OpenCount {

    private int all;
    private int byCalls;
    private int highWater;

    int all() {
        return all;
    }

    public int highWater() {
        return highWater;
    }

    void openedByCall() {
        all++;
        byCalls++;
        highWater = Math.max(highWater, byCalls);
    }

    void seeded() {
        all++;
    }

    void closed(boolean openedByCall) {
        all--;
        if (openedByCall) {
            byCalls--;
        }
    }

    public void resetHighWater() {
        highWater = byCalls;
    }
}
