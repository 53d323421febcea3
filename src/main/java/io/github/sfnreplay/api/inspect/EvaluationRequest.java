package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What is asked with `POST /expressions/evaluate`.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record EvaluationRequest(
        @NotNull(message = DocTexts.REQUIRED) @Schema(example = DocTexts.MACHINE)
        StateMachineArn stateMachineArn,

        @Schema(description = "Evaluated on its input. Without this and `input`: on that of the newest execution.")
        @Nullable
        ExecutionArn executionArn,

        @Schema(description = "Any JSON, instead of an execution's input.") @Nullable
        JsonNode input,

        @Size(min = 1, max = DocTexts.EXPRESSION) @Schema(description = "JSONata predicate on the input.") @Nullable
        String inputMatches,

        @Size(min = 1, max = DocTexts.EXPRESSION) @Schema(description = "JSONata key on the input.") @Nullable
        String distinctBy,

        @Size(min = 1, max = DocTexts.EXPRESSION) @Schema(description = DocTexts.TRANSFORM) @Nullable
        String inputTransform) {}
