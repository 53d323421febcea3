package io.github.sfnreplay.engine.inspect;

import io.github.sfnreplay.engine.call.RequestCalls;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.util.function.Function;

/// Describes executions for requests, within the bytes that all reads share; what was read is used and dropped.
final class Descriptions {

    private final StepFunctions stepFunctions;
    private final SourceReaders readers;

    Descriptions(StepFunctions stepFunctions, SourceReaders readers) {
        this.stepFunctions = stepFunctions;
        this.readers = readers;
    }

    /// Reads an execution as it is now.
    ///
    /// @param use what is made of it while its bytes are reserved
    <T> T read(ExecutionArn execution, RequestCalls.Deadline deadline, Function<ExecutionDetails, T> use) {
        if (execution.isExpress()) {
            throw new ReplayException(new Fault(
                    Fault.Kind.STATE_MACHINE_TYPE_NOT_SUPPORTED,
                    execution
                            + " is an execution of an EXPRESS machine, whose input only the logs tell. It is read when"
                            + " it is replayed; to try an expression, give an input."));
        }
        try {
            var bytes = readers.reserveForRequest(() -> !deadline.isOver());
            if (bytes == null) {
                throw new ReplayException(new Fault(
                        Fault.Kind.UPSTREAM_THROTTLED,
                        "So much is being read that there is no memory for more at the moment. Try again later."));
            }
            try (bytes) {
                var lane = Lane.of(execution.machine(), Action.DESCRIBE_EXECUTION);
                return use.apply(deadline.call(lane, execution, () -> stepFunctions.describeExecution(execution)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException(new Fault(Fault.Kind.SHUTTING_DOWN, "The service is shutting down."));
        }
    }
}
