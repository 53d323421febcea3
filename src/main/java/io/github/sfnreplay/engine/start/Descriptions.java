package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import org.jspecify.annotations.Nullable;

/// Finds out what became of attempts to which no answer came.
final class Descriptions {

    /// How often a cancelled replay that stops nothing tries: with the backoff in between that takes about a
    /// second, so that CANCELLED comes within two.
    private static final int ATTEMPTS = 5;

    private final ActiveReplay job;
    private final StepFunctions stepFunctions;
    private final PacedCalls lasting;

    /// @param lasting calls that go on when the replay is paused or cancelled
    Descriptions(ActiveReplay job, StepFunctions stepFunctions, PacedCalls lasting) {
        this.job = job;
        this.stepFunctions = stepFunctions;
        this.lasting = lasting;
    }

    /// Describes an execution.
    ///
    /// @throws StoppedException if the replay is cancelled, and no answer comes
    ExecutionDetails read(ExecutionArn execution) throws InterruptedException {
        return lasting.call(Action.DESCRIBE_EXECUTION, () -> stepFunctions.describeExecution(execution));
    }

    /// As `read`, for a replay that ends. What is to be stopped has to be known: with `stopRunning` it tries until the
    /// calls say that there is no hope, else a few times.
    ///
    /// @return null if there is no such execution, or no answer
    @Nullable
    ExecutionDetails readWhileThereIsHope(ExecutionArn execution) throws InterruptedException {
        for (var attempt = 0; ; attempt++) {
            try {
                return read(execution);
            } catch (StepFunctionsException e) {
                return null;
            } catch (StoppedException e) {
                if (job.latest().stopRunning() || attempt + 1 == ATTEMPTS) {
                    return null;
                }
                lasting.waitBeforeRetry(attempt);
            }
        }
    }
}
