package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.docs.DocTexts;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What may be said when a replay is paused or resumed.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ReasonRequest(
        @Size(max = DocTexts.REASON) @Schema(description = "Why; recorded in the log.") @Nullable
        String reason) {

    public static @Nullable String of(@Nullable ReasonRequest request) {
        return request == null ? null : request.reason();
    }
}
