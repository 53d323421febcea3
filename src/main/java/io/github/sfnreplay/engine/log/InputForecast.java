package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.replay.Plan.InputsFrom;
import io.github.sfnreplay.replay.Plan.Warning;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.Execution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Says where the inputs of a replay were read while it was planned, or where they will be.
///
/// @param logs null for none
public record InputForecast(ActiveReplay job, @Nullable ReplayLogs logs) {

    /// What has been read already tells it; otherwise a few pages do.
    ///
    /// @param executions that are planned
    /// @param count how many of them are to be started
    /// @return null where no input is read, or none from logs
    public @Nullable InputsFrom of(List<Execution> executions, int count) throws InterruptedException {
        if (logs == null || !job.spec().mode().startsNew()) {
            return null;
        }
        var read = logs.usage().read();
        if (read.logs() > 0) {
            return read;
        }
        Iterable<WantedExecution> wanted = () -> executions.stream()
                .filter(execution -> execution.stoppedAt() != null)
                .map(execution ->
                        WantedExecution.of(job.spec().stateMachine().execution(execution.name()), Source.of(execution)))
                .iterator();
        return logs.forecast(wanted, count);
    }

    /// Why logs are not used, where a person should know.
    public @Nullable Warning warning() {
        return logs == null ? null : logs.usage().warning();
    }
}
