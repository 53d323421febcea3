package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.ExecutionStatus;

/// One state of an execution, as a listing shows it: replaced, never changed, when the execution moves on.
///
/// @param stop when it closed, in epoch milliseconds; means nothing while RUNNING
/// @param redriveDate when it was last redriven; means nothing while redriveCount is 0
/// @param number counts the phases of the execution
public record Phase(
        Execution execution, ExecutionStatus status, long stop, int redriveCount, long redriveDate, int number) {

    public boolean open() {
        return status == ExecutionStatus.RUNNING;
    }

    /// Whether the execution has not moved on since.
    boolean current() {
        return execution.phase().number() == number;
    }

    Phase closed(ExecutionStatus as, long at) {
        return new Phase(execution, as, at, redriveCount, redriveDate, number + 1);
    }

    Phase redriven(long at) {
        return new Phase(execution, ExecutionStatus.RUNNING, 0, redriveCount + 1, at, number + 1);
    }
}
