package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.expression.json.JsonDiff;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Definition;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whether the definition of the machine has changed since the sources ran.
record DefinitionChange(ActiveReplay job, StepFunctions stepFunctions, PacedCalls calls) {

    private static final Logger log = LoggerFactory.getLogger(DefinitionChange.class);

    /// Compares the oldest source's definition with today's; says no where that cannot be found out.
    boolean hasChangedSince(@Nullable Item oldest) throws InterruptedException {
        var spec = job.spec();
        if (oldest == null
                || spec.types().expressSource()
                || !spec.target().equals(spec.stateMachine().unqualified())) {
            return false;
        }
        try {
            var source = job.latest().sourceOf(oldest);
            var then =
                    calls.once(Action.DESCRIBE_STATE_MACHINE_FOR_EXECUTION, () -> stepFunctions.definitionOf(source));
            return differ(
                    then, calls.once(Action.DESCRIBE_STATE_MACHINE, () -> stepFunctions.definitionOf(spec.target())));
        } catch (StepFunctionsException e) {
            log.info("Whether the definition has changed since the sources ran is not known: {}", e.errorCode());
            return false;
        }
    }

    /// Revisions differ also where only the role has changed, and may be missing: where they do not settle it, the
    /// definitions themselves do.
    private static boolean differ(Definition then, Definition now) {
        var before = then.revision();
        var revised = before != null && now.revision() != null;
        if (before != null && before.equals(now.revision())) {
            return false;
        }
        var hasTexts = isTold(then.text()) && isTold(now.text());
        return hasTexts ? !isSameJson(then.text(), now.text()) : revised;
    }

    private static boolean isTold(@Nullable String text) {
        return text != null && !text.isEmpty();
    }

    private static boolean isSameJson(@Nullable String one, @Nullable String other) {
        if (one == null || other == null || one.equals(other)) {
            return true;
        }
        try {
            return JsonDiff.equal(one, other);
        } catch (ExpressionException e) {
            return false; // not JSON, and not the same text
        }
    }
}
