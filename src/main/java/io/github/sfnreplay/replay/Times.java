package io.github.sfnreplay.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a replay reached the stations of its life.
///
/// @param startedAt when its first start could begin: after planning and confirmation
public record Times(
        Instant createdAt,
        @Nullable Instant plannedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant updatedAt) {

    static Times created(Instant now) {
        return new Times(now, null, null, null, now);
    }

    Times planned(Instant now) {
        return new Times(createdAt, now, startedAt, finishedAt, now);
    }

    Times started(Instant now) {
        return new Times(createdAt, plannedAt, startedAt == null ? now : startedAt, finishedAt, now);
    }

    Times finished(Instant now) {
        return new Times(createdAt, plannedAt, startedAt, now, now);
    }

    Times updated(Instant now) {
        return new Times(createdAt, plannedAt, startedAt, finishedAt, now);
    }
}
