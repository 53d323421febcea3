package io.github.sfnreplay.replay;

import org.jspecify.annotations.Nullable;

/// What there is to do, and how much of it is done.
///
/// @param plan null until it is planned
public record Work(
        EffectiveLimits effectiveLimits, @Nullable Plan plan, Tally tally, Progress progress) {

    Work with(EffectiveLimits other) {
        return new Work(other, plan, tally, progress);
    }

    Work with(Plan other) {
        return new Work(effectiveLimits, other, tally, progress);
    }

    Work with(Tally counts, Progress seen) {
        return new Work(effectiveLimits, plan, counts, seen);
    }
}
