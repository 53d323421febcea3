package io.github.sfnreplay.replay;

import org.jspecify.annotations.Nullable;

/// What a replay is made of, and what its parts say.
public interface ReplayParts {

    Origin origin();

    Status status();

    Work work();

    default String id() {
        return origin().id();
    }

    default @Nullable String parentReplayId() {
        return origin().parentReplayId();
    }

    default ReplayState state() {
        return status().state();
    }

    default @Nullable StateReason stateReason() {
        return status().reason();
    }

    default @Nullable Fault error() {
        return status().error();
    }

    default boolean stopRunning() {
        return status().stopRunning();
    }

    default @Nullable Plan plan() {
        return work().plan();
    }

    default EffectiveLimits effectiveLimits() {
        return work().effectiveLimits();
    }

    default Tally tally() {
        return work().tally();
    }

    default Progress progress() {
        return work().progress();
    }
}
