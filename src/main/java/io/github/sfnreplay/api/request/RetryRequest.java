package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.docs.DocTexts;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// What may be said when failed items are retried.
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record RetryRequest(
        @Size(max = DocTexts.REASON)
        @Schema(description = "Default: the reason of the replay that is retried.")
        @Nullable
        String reason,

        @Valid @Nullable RequestedLimits limits) {}
