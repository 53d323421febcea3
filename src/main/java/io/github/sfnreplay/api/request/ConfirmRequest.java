package io.github.sfnreplay.api.request;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What may be said when a plan is confirmed.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ConfirmRequest(
        @Size(max = 100)
        @Schema(description = "The `plan.planHash` that was looked at: another plan is then not run.")
        @Nullable
        String planHash) {}
