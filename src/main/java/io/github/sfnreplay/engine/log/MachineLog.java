package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.executionlogs.ExecutionEvent;
import io.github.sfnreplay.executionlogs.LogGroup;
import io.github.sfnreplay.executionlogs.LogGroupArn;
import io.github.sfnreplay.executionlogs.LogQuery;
import io.github.sfnreplay.stepfunctions.Logging;
import io.github.sfnreplay.stepfunctions.StateMachine;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where one machine logs its executions, and that they can be read from there.
///
/// @param group may hold what other machines log
/// @param since what is older has been deleted
public record MachineLog(StateMachineArn machine, boolean express, LogGroup group, Instant since) {

    /// Searches for events of a time, as far as they are kept.
    LogQuery query(Set<ExecutionEvent.Type> types, Instant from, Instant until) {
        var begin = from.isBefore(since) ? since : from;
        return new LogQuery(
                group.arn(), machine.unqualified(), express, types, begin, until.isBefore(begin) ? begin : until);
    }

    /// Whether events of that moment can still be there.
    boolean keeps(Instant moment) {
        return !moment.isBefore(since);
    }

    /// Whether what looks masked is masked, and does not only look so.
    boolean mayBeMasked(ExecutionEvent event) {
        return event.looksMasked() && (!express || group.hasMasked());
    }

    /// Why the machine does not log what is needed; null if it does.
    ///
    /// @param data whether inputs and outputs are needed
    public static @Nullable String whyNotLogged(Logging logging, boolean data) {
        if (logging.logGroupArn() == null || logging.level() == Logging.Level.OFF) {
            return "loggingConfiguration has no log group; set destinations, level ALL and includeExecutionData.";
        }
        if (logging.level() != Logging.Level.ALL) {
            return "loggingConfiguration.level is " + logging.level() + "; only ALL logs starts and successes.";
        }
        return data && !logging.includesData()
                ? "loggingConfiguration.includeExecutionData is false, so that inputs are not logged."
                : null;
    }

    /// Why a group cannot be used; null if it can.
    public static @Nullable String whyNotReadable(LogGroupArn arn, @Nullable LogGroup group) {
        if (group == null) {
            return "The log group " + arn.name() + " does not exist.";
        }
        return group.searchable()
                ? null
                : "The log group " + arn.name() + " is of a class that cannot be searched; only STANDARD can.";
    }

    static MachineLog of(StateMachine machine, LogGroup group, Instant now) {
        var since = group.retention() == null ? Instant.EPOCH : now.minus(group.retention());
        return new MachineLog(machine.arn().unqualified(), machine.express(), group, since);
    }
}
