package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.docs.DocTexts;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What may be said when a plan is confirmed.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ConfirmRequest(
        @Size(max = 100)
        @Schema(description = "The `plan.planHash` that was looked at: another plan is then not run.")
        @Nullable
        String planHash,

        @Size(max = DocTexts.REASON) @Schema(description = "Why; recorded in the log.") @Nullable
        String reason,

        @Schema(description = "When it may begin, at most 30 days ahead. Default: now.") @Nullable
        Instant notBefore) {

    /// Whatever the plan is, at once.
    public static final ConfirmRequest ANY = new ConfirmRequest(null, null, null);
}
