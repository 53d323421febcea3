package io.github.sfnreplay.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a replay reached the stations of its life.
///
/// @param startsAt when it may begin, where it was confirmed for later
/// @param startedAt when its first start could begin: after planning and confirmation; AWS's time, as far as it is
/// known
public record Times(
        Instant createdAt,
        @Nullable Instant plannedAt,
        @Nullable Instant startsAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Instant updatedAt) {

    static Times created(Instant now) {
        return new Times(now, null, null, null, null, now);
    }

    Times planned(Instant now) {
        return new Times(createdAt, now, startsAt, startedAt, finishedAt, now);
    }

    Times confirmed(@Nullable Instant notBefore, Instant now) {
        return new Times(createdAt, plannedAt, notBefore, startedAt, finishedAt, now);
    }

    Times started(Instant now) {
        return new Times(createdAt, plannedAt, startsAt, startedAt == null ? now : startedAt, finishedAt, now);
    }

    Times startedAt(Instant date) {
        return new Times(createdAt, plannedAt, startsAt, date, finishedAt, updatedAt);
    }

    Times finished(Instant now) {
        return new Times(createdAt, plannedAt, startsAt, startedAt, now, now);
    }

    Times updated(Instant now) {
        return new Times(createdAt, plannedAt, startsAt, startedAt, finishedAt, now);
    }
}
