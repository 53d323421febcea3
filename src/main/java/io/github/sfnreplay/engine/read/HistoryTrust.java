package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows whether the history of an execution tells the same as its description. It does at AWS; an endpoint that
/// imitates AWS may tell something else, and an execution must never start with an input that was not its source's.
/// So the history is used only after a few probes, in which both were read, have agreed.
public final class HistoryTrust {

    private static final Logger log = LoggerFactory.getLogger(HistoryTrust.class);
    private static final int PROBES = 2;

    private int agreed;
    private boolean probing;
    private volatile boolean proven;
    private volatile boolean refuted;

    /// How a read may use the history.
    enum Use {
        FREELY,
        AS_PROBE,
        NOT
    }

    /// How the next read may use it; a probe has to be ended by `compared` or `notCompared`.
    synchronized Use next() {
        if (proven) {
            return Use.FREELY;
        }
        if (refuted || probing) {
            return Use.NOT;
        }
        probing = true;
        return Use.AS_PROBE;
    }

    /// A probe has read the description, and what the history told.
    synchronized void compared(ExecutionData history, ExecutionData description, ExecutionData.Need need) {
        probing = false;
        if (!history.satisfies(need)) {
            return;
        }
        if (!history.tellsTheSameAs(description, need)) {
            refuted = true;
            log.warn("GetExecutionHistory of this endpoint tells other inputs or ends than DescribeExecution;"
                    + " only DescribeExecution is used");
        } else if (description.isTelling(need)) {
            agreed++;
            proven = agreed >= PROBES;
        }
    }

    /// A probe could not read the description.
    synchronized void notCompared() {
        probing = false;
    }

    /// A probe could not read the history.
    synchronized void notTold(StepFunctionsException fault) {
        if (fault.kind() == StepFunctionsException.Kind.DENIED
                || fault.kind() == StepFunctionsException.Kind.REJECTED) {
            refuted = true;
            log.warn("GetExecutionHistory cannot be used ({}); only DescribeExecution is", fault.errorCode());
        }
    }
}
