package io.github.sfnreplay.api;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What an operator may bound of the HTTP interface.
///
/// @param maxItems ceiling for `limits.maxItems` of a request
/// @param maxBody longest request body
/// @param maxBodyValues how many names and values a request body may have: bounds the memory that reading one takes
/// @param maxLargeBodies how many bodies above 64 KB are read at once; the others wait
/// @param maxExpressionLength longest expression in characters, at most the 4,096 that the OpenAPI document names
/// @param maxWaiting how many replays may wait for a free place
@ConfigurationProperties("sfn-replay")
public record ApiSettings(
        @DefaultValue("1000000") int maxItems,
        @DefaultValue("4MB") DataSize maxBody,
        @DefaultValue("100000") int maxBodyValues,
        @DefaultValue("8") int maxLargeBodies,
        @DefaultValue("4096") int maxExpressionLength,
        @DefaultValue("100") int maxWaiting) {

    public ApiSettings {
        requirePositive("max-items", maxItems);
        requirePositive("max-body", maxBody.toBytes());
        requirePositive("max-body-values", maxBodyValues);
        requirePositive("max-large-bodies", maxLargeBodies);
        requirePositive("max-expression-length", maxExpressionLength);
        requirePositive("max-waiting", maxWaiting);
    }

    private static void requirePositive(String name, long value) {
        if (value < 1 || value > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("sfn-replay." + name + " must be above 0 and below 2^31");
        }
    }
}
