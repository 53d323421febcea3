package io.github.sfnreplay.stepfunctions;

import org.jspecify.annotations.Nullable;

/// A state machine, version or alias that can be listed or started.
///
/// @param express whether it is of type EXPRESS, which keeps no list of executions and locks no names
/// @param revision of its definition; null for the first one, and where AWS does not tell
/// @param logging what it writes to CloudWatch Logs; [Logging#NONE] where a listing does not tell
public record StateMachine(
        StateMachineArn arn, boolean express, @Nullable String revision, Logging logging) {

    public StateMachine(StateMachineArn arn, boolean express, @Nullable String revision) {
        this(arn, express, revision, Logging.NONE);
    }
}
