package io.github.sfnreplay.pacing;

import io.github.sfnreplay.stepfunctions.Action;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much of the account's quotas the service may use, and where they differ from AWS's defaults.
///
/// @param share above 0, up to 1; several instances divide it among themselves
/// @param quotas by Region and action; what is not set keeps its default
@ConfigurationProperties(prefix = "sfn-replay.pacing", ignoreUnknownFields = false)
public record PacingSettings(
        @DefaultValue("0.5") double share, @DefaultValue Map<String, Map<Action, CustomQuota>> quotas) {

    /// What an account's quota is, if not AWS's default.
    ///
    /// @param capacity calls at once
    /// @param refillPerSecond calls a second
    public record CustomQuota(
            @Nullable Double capacity, @Nullable Double refillPerSecond) {}

    public PacingSettings {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("sfn-replay.pacing.share must be above 0 and at most 1");
        }
    }
}
