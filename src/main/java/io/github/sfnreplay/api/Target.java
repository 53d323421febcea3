package io.github.sfnreplay.api;

import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;

/// Where the replays are started.
@Schema(
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        description =
                "Where the replays are started: a STANDARD machine, version or alias in the same account and Region."
                        + " Default: `stateMachineArn`.")
record Target(
        @NotNull(message = Texts.REQUIRED) @Schema(example = Texts.MACHINE + ":PROD")
        StateMachineArn stateMachineArn) {}
