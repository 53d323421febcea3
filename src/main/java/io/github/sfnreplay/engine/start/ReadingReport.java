package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.log.ReplayLogs;
import org.jspecify.annotations.Nullable;

/// Writes down, once all inputs are read, where they came from.
record ReadingReport(ActiveReplay job, @Nullable ReplayLogs logs) {

    void write() {
        if (logs == null) {
            return;
        }
        var read = logs.usage().read();
        if (read.logs() > 0) {
            job.update(replay -> replay.readFrom(read, job.time()));
        }
        var warning = logs.usage().warning();
        if (warning != null) {
            job.update(replay -> replay.warned(warning, job.time()));
        }
    }
}
