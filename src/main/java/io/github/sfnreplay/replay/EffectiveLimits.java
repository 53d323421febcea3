package io.github.sfnreplay.replay;

import org.jspecify.annotations.Nullable;

/// The limits that hold for a replay: what was asked, bounded by the share of the account's quotas.
///
/// @param startsPerSecond sustained rate of StartExecution or RedriveExecution
/// @param maxConcurrency null when nothing is followed
/// @param readsPerSecond sustained rate at which inputs can be read
public record EffectiveLimits(
        double startsPerSecond, @Nullable Integer maxConcurrency, double readsPerSecond) {}
