package io.github.sfnreplay.stepfunctions;

/// A state machine, version or alias that can be listed or started.
///
/// @param express whether it is of type EXPRESS, which keeps no list of executions and locks no names
public record StateMachine(StateMachineArn arn, boolean express) {}
