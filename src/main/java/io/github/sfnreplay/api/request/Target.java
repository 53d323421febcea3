package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/// Where the replays are started.
@Schema(
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        description =
                "Where the replays are started: a STANDARD machine, version or alias in the same account and Region."
                        + " Default: `stateMachineArn`.")
public record Target(
        @NotNull(message = DocTexts.REQUIRED) @Schema(example = DocTexts.MACHINE + ":PROD")
        StateMachineArn stateMachineArn) {}
