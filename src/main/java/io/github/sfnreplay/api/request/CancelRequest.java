package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.docs.DocTexts;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What may be said when a replay is cancelled.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record CancelRequest(
        @Size(max = DocTexts.REASON) @Schema(description = "Why; recorded in the log.") @Nullable
        String reason,

        @Schema(
                defaultValue = "false",
                description = "true: also stop the executions this replay started. Default false: they go on.")
        @Nullable
        Boolean stopRunning) {}
