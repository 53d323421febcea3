package io.github.sfnreplay.api.create;

import io.github.sfnreplay.api.problem.RefusedException;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The two parts of a form that asks for a replay.
///
/// @param executions empty if the file was refused
/// @param refusal why the file was refused; null if it was not
record Upload(
        JsonNode request,
        List<ExecutionArn> executions,
        @Nullable RefusedException refusal) {}
