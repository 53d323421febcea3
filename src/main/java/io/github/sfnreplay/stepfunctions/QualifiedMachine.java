package io.github.sfnreplay.stepfunctions;

import java.time.Instant;

/// A version or an alias of a state machine, as AWS lists it.
///
/// @param arn with the qualifier
public record QualifiedMachine(StateMachineArn arn, Instant createdAt) {}
