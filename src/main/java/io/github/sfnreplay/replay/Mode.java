package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.Action;
import java.time.Instant;

/// How an execution is run again.
public enum Mode {
    /// A new execution with the same, or the transformed, input.
    START_NEW,
    /// The same execution goes on at the state where it failed, with its original definition.
    REDRIVE,
    /// Redriven where AWS allows it, else started new.
    AUTO;

    /// Whether it may redrive executions.
    public boolean redrives() {
        return this != START_NEW;
    }

    /// Whether it may start new executions.
    public boolean startsNew() {
        return this != REDRIVE;
    }

    /// The action whose quota bounds how fast a replay can go.
    public Action boundingAction() {
        return this == REDRIVE ? Action.REDRIVE_EXECUTION : Action.START_EXECUTION;
    }

    /// The action that is tried first on the source.
    public Action firstAction(Source source, Instant now) {
        return switch (this) {
            case START_NEW -> Action.START_EXECUTION;
            case REDRIVE -> Action.REDRIVE_EXECUTION;
            case AUTO -> source.whyNotRedrivable(now) == null ? Action.REDRIVE_EXECUTION : Action.START_EXECUTION;
        };
    }
}
