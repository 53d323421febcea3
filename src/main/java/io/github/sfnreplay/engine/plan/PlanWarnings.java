package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Plan.Code;
import io.github.sfnreplay.replay.Plan.Warning;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.SkipReason;
import java.util.ArrayList;
import java.util.List;

/// What a person should know before a replay runs.
final class PlanWarnings {

    private final ReplaySpec spec;
    private final DefinitionChange definition;
    private final boolean isTimeMissing;
    private final List<Warning> warnings = new ArrayList<>();

    /// @param isTimeMissing whether answers of AWS do not tell its time
    PlanWarnings(ActiveReplay job, DefinitionChange definition, boolean isTimeMissing) {
        this.spec = job.spec();
        this.definition = definition;
        this.isTimeMissing = isTimeMissing;
    }

    /// @param searched whether all existing replays that matter were looked for
    List<Warning> of(PlanFacts facts, Seen.Found found, boolean searched) throws InterruptedException {
        if (spec.mode().redrives()) {
            redrive(facts, searched);
        }
        if (isTimeMissing && spec.mode().startsNew()) {
            warnings.add(Warning.awsTimeUnknown());
        }
        if (spec.types().expressTarget()) {
            add(
                    Code.EXPRESS_HAS_NO_LOCK,
                    "Names of an EXPRESS machine are free at once: this replay starts each source at most once, but"
                            + " sending the request once more starts all of them again.");
        }
        if (definition.hasChangedSince(facts.oldest())) {
            add(Code.DEFINITION_CHANGED, "The definition of the machine has changed since the oldest source ran.");
        }
        machine(found);
        count(
                Code.MATCHING_STILL_RUNNING,
                found.stillRunning(),
                " executions would match but still run; they are not part of the plan.");
        count(Code.HISTORY_EXPIRING, facts.expiring(), " executions can be read for less than a day more.");
        replayedBefore(facts);
        expressionFailed(facts);
        return warnings;
    }

    private void redrive(PlanFacts facts, boolean searched) {
        add(
                Code.REDRIVE_USES_ORIGINAL_DEFINITION,
                "A redrive goes on with the definition and the input its execution started with; a fix in the"
                        + " definition is not picked up, and no inputTransform applied.");
        add(
                Code.REDRIVE_HAS_NO_LOCK,
                "Nothing keeps an execution from being redriven again: sending this request once more redrives"
                        + " what has failed again."
                        + (searched
                                ? ""
                                : " The machine has so many executions that only the newest were searched for"
                                        + " replays that exist already: older ones are not known."));
        count(Code.REDRIVE_WINDOW_CLOSING, facts.closing(), " executions can be redriven for less than a day more.");
    }

    private void machine(Seen.Found found) {
        var target = spec.target();
        if (found.anyQualified() && target.qualifier() == null && spec.mode() != Mode.REDRIVE) {
            add(
                    Code.SOURCES_USED_ALIAS_OR_VERSION,
                    "Some sources were started by a version or an alias; the target is the latest revision.");
        }
        if (!target.unqualified().equals(spec.stateMachine().unqualified())) {
            add(
                    Code.TARGET_IS_ANOTHER_MACHINE,
                    "The replays run on " + target.name() + ", not on the sources' own machine.");
        }
    }

    private void replayedBefore(PlanFacts facts) {
        var adopted = facts.adopted() == 0
                ? ""
                : " " + facts.adopted() + " under this attempt: they will be adopted, not started again.";
        var again = facts.underOtherAttempt() == 0
                ? ""
                : " " + facts.underOtherAttempt()
                        + " under another attempt, which runs or has succeeded: they will run once more.";
        count(
                Code.REPLAYED_BEFORE,
                facts.adopted() + facts.underOtherAttempt(),
                " items have been replayed before." + adopted + again);
        count(
                Code.REPLAYED_ON_OTHER_VERSION,
                facts.onOtherVersion(),
                " items have been replayed on another version or alias of the machine; they will be adopted. To run"
                        + " them on this one, ask with the next attempt.");
    }

    private void expressionFailed(PlanFacts facts) {
        count(
                Code.EXPRESSION_FAILED,
                facts.skipped().getOrDefault(SkipReason.EXPRESSION_FAILED, 0),
                " executions are skipped, since an expression could not be evaluated on them; the first: "
                        + facts.expressionError());
    }

    private void add(Code code, String detail) {
        warnings.add(new Warning(code, detail));
    }

    private void count(Code code, int count, String detail) {
        if (count > 0) {
            warnings.add(new Warning(code, count + detail, count));
        }
    }
}
