package io.github.sfnreplay.api.request;

import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.RequestBounds;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The limits that can be changed while a replay runs.
@Schema(
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        description = "What is absent stays as it is; what is null goes back to its default.")
record LimitsPatch(
        @DecimalMin("0.01") @DecimalMax("10000") @Schema(description = RATE) @Nullable
        Double startsPerSecond,

        @Min(1) @Max(RequestBounds.MAX_CONCURRENCY) @Schema(description = CONCURRENCY) @Nullable
        Integer maxConcurrency,

        @DecimalMin("0") @DecimalMax("100") @Schema(description = TOLERANCE) @Nullable
        Double toleratedFailurePercentage,

        @Min(1) @Max(RequestBounds.MAX_MINIMUM_ITEMS) @Schema(description = MINIMUM) @Nullable
        Integer minimumItemsForThreshold) {

    static final String RATE = "Default: the share of the account's quota that the service may use.";
    static final String CONCURRENCY =
            "Executions of this replay that may be open at once; 1 makes them run strictly one"
                    + " after the other. Default 1000, none with `follow: NONE`.";
    static final String TOLERANCE = "When more than this share failed, the replay pauses. Default: never.";
    static final String MINIMUM = "How many must have finished before the share of failures is judged. Default 20.";

    /// The limits with what the merge patch names replaced (RFC 7396).
    ///
    /// @param names the JSON that this was read from: tells what is null from what is absent
    Limits applyTo(Limits old, JsonNode names) {
        return new Limits(
                old.maxItems(),
                names.has("startsPerSecond") ? startsPerSecond : old.startsPerSecond(),
                names.has("maxConcurrency") ? maxConcurrency : old.maxConcurrency(),
                old.canary(),
                old.afterCanary(),
                names.has("toleratedFailurePercentage") ? toleratedFailurePercentage : old.toleratedFailurePercentage(),
                names.has("minimumItemsForThreshold") ? minimumItemsForThreshold : old.minimumItemsForThreshold());
    }

    RequestedLimits asRequested() {
        return new RequestedLimits(
                null,
                startsPerSecond,
                maxConcurrency,
                null,
                null,
                toleratedFailurePercentage,
                minimumItemsForThreshold);
    }
}
