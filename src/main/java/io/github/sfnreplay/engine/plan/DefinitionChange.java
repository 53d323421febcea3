package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether the definition of the machine has changed since the sources ran.
public record DefinitionChange(ActiveReplay job, StepFunctions stepFunctions, PacedCalls calls) {

    private static final Logger log = LoggerFactory.getLogger(DefinitionChange.class);

    /// Compares the oldest source's definition with today's; says no where that cannot be found out.
    boolean haveChangedSince(@Nullable Item oldest) throws InterruptedException {
        var spec = job.spec();
        if (oldest == null || !spec.target().equals(spec.stateMachine().unqualified())) {
            return false;
        }
        try {
            calls.permit(Action.DESCRIBE_STATE_MACHINE);
            var then = stepFunctions.revisionOf(job.latest().sourceOf(oldest));
            calls.permit(Action.DESCRIBE_STATE_MACHINE);
            var now = stepFunctions.describeStateMachine(spec.target());
            return !Objects.equals(then, now.revision());
        } catch (StepFunctionsException e) {
            log.info("Whether the definition has changed since the sources ran is not known: {}", e.errorCode());
            return false;
        }
    }
}
