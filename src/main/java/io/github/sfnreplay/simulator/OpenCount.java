package io.github.sfnreplay.simulator;

/// Counts open executions: all of them, and those that calls have opened, with their high-water mark.
final class OpenCount {

    private int all;
    private int byCalls;
    private int highWater;

    int all() {
        return all;
    }

    int highWater() {
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

    void resetHighWater() {
        highWater = byCalls;
    }
}
