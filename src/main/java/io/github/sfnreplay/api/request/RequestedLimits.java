package io.github.sfnreplay.api.request;

import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.RequestBounds;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a replay may do at most.
@Schema(
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        description =
                "What the replay may do at most. `maxConcurrency`, `canary` and the failure tolerance need an outcome:"
                        + " with `follow: NONE` they are refused.")
public record RequestedLimits(
        @Min(1)
        @Max(Integer.MAX_VALUE)
        @Schema(description = "More matches than that end the replay before anything is started. Default 10000.")
        @Nullable
        Integer maxItems,

        @DecimalMin("0.01") @DecimalMax("10000") @Schema(description = LimitsPatch.RATE) @Nullable
        Double startsPerSecond,

        @Min(1)
        @Max(RequestBounds.MAX_CONCURRENCY)
        @Schema(defaultValue = "1000", description = LimitsPatch.CONCURRENCY)
        @Nullable
        Integer maxConcurrency,

        @Min(1)
        @Max(RequestBounds.MAX_CANARY)
        @Schema(
                description = "So many run to their ends before any other; if one of them does not succeed, the replay"
                        + " pauses.")
        @Nullable
        Integer canary,

        @Schema(
                defaultValue = "CONTINUE",
                description =
                        "What follows when all canaries succeeded: CONTINUE (default), or PAUSE until it is resumed.")
        Limits.@Nullable AfterCanary afterCanary,

        @DecimalMin("0") @DecimalMax("100") @Schema(description = LimitsPatch.TOLERANCE) @Nullable
        Double toleratedFailurePercentage,

        @Min(1)
        @Max(RequestBounds.MAX_MINIMUM_ITEMS)
        @Schema(defaultValue = "20", description = LimitsPatch.MINIMUM)
        @Nullable
        Integer minimumItemsForThreshold) {

    static final RequestedLimits NONE = new RequestedLimits(null, null, null, null, null, null, null);

    public static RequestedLimits of(Limits limits) {
        return new RequestedLimits(
                limits.maxItems(),
                limits.startsPerSecond(),
                limits.maxConcurrency(),
                limits.canary(),
                limits.canary() == null ? null : limits.afterCanary(),
                limits.toleratedFailurePercentage(),
                limits.minimumItemsForThreshold());
    }

    /// Those, by their names, that can only hold while executions are followed. Asks the domain by what is there, not
    /// by
    /// the values, which may be refused for themselves.
    Set<String> needOutcome() {
        return new Limits(
                        1,
                        null,
                        maxConcurrency == null ? null : Integer.valueOf(1),
                        canary == null ? null : Integer.valueOf(1),
                        afterCanary == null ? Limits.AfterCanary.CONTINUE : afterCanary,
                        toleratedFailurePercentage == null ? null : Double.valueOf(0),
                        minimumItemsForThreshold == null ? null : Integer.valueOf(1))
                .needOutcome();
    }

    public Limits toLimits(int defaultMaxItems) {
        return new Limits(
                maxItems == null ? defaultMaxItems : maxItems,
                startsPerSecond,
                maxConcurrency,
                canary,
                afterCanary == null ? Limits.AfterCanary.CONTINUE : afterCanary,
                toleratedFailurePercentage,
                minimumItemsForThreshold);
    }
}
