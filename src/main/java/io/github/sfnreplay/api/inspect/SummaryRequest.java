package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.request.Filter;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/// What is asked with `POST /executions/summary`.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record SummaryRequest(
        @NotNull(message = DocTexts.REQUIRED) @Schema(example = DocTexts.MACHINE)
        StateMachineArn stateMachineArn,

        @Valid
        @Schema(
                description =
                        "As for a replay, without `executionArns` and `inputMatches`. Default: all that have ended.")
        @Nullable
        Filter filter) {}
