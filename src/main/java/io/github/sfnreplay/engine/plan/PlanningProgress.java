package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.replay.Progress;
import java.util.concurrent.atomic.AtomicInteger;

/// How far the planning is; read by another thread than the one that plans.
final class PlanningProgress {

    private final AtomicInteger listed = new AtomicInteger();
    private final AtomicInteger toRead = new AtomicInteger();
    private final AtomicInteger read = new AtomicInteger();

    void listed(int more) {
        listed.addAndGet(more);
    }

    /// Reading begins, or begins again.
    void toRead(int count) {
        toRead.set(count);
        read.set(0);
    }

    void read() {
        read.incrementAndGet();
    }

    Progress.Planning value() {
        return new Progress.Planning(listed.get(), toRead.get(), read.get());
    }
}
