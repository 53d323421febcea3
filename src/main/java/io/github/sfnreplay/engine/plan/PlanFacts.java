package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.PlanHash;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.replay.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a plan says of its items, gathered while they are written down one after the other.
final class PlanFacts {

    /// How long Step Functions keeps the history of a closed execution.
    private static final Duration HISTORY_KEPT = Duration.ofDays(90);

    /// A day leaves time to act on a warning.
    private static final Duration SOON = Duration.ofDays(1);

    private final Instant now;
    private final PlanHash hash = new PlanHash();
    private final Map<SkipReason, Integer> skipped = new EnumMap<>(SkipReason.class);
    private int items;
    private int pending;
    private @Nullable Item oldest;
    private long sourceMillis;
    private int timedSources;
    private int closing;
    private int expiring;
    private int adopted;
    private int onOtherVersion;
    private int underOtherAttempt;
    private @Nullable String expressionError;

    PlanFacts(Instant now) {
        this.now = now;
    }

    void add(Item item) {
        items++;
        hash.add(item);
        var reason = item.result().skipReason();
        if (reason != null) {
            skipped.merge(reason, 1, Integer::sum);
        }
        if (reason == SkipReason.EXPRESSION_FAILED && expressionError == null) {
            expressionError = item.result().detail();
        }
        if (item.state() == ItemState.PENDING) {
            pending++;
            addPending(item);
        }
    }

    private void addPending(Item item) {
        var source = item.source();
        if (isOldest(source)) {
            oldest = item;
        }
        var stopped = source.stoppedAt();
        if (stopped == null) {
            return;
        }
        if (source.startedAt() != null) {
            sourceMillis += Duration.between(source.startedAt(), stopped).toMillis();
            timedSources++;
        }
        if (stopped.isBefore(now.minus(Source.REDRIVE_WINDOW).plus(SOON)) && source.whyNotRedrivable(now) == null) {
            closing++;
        }
        if (stopped.isBefore(now.minus(HISTORY_KEPT).plus(SOON))) {
            expiring++;
        }
    }

    private boolean isOldest(Source source) {
        return source.startedAt() != null
                && (oldest == null
                        || source.startedAt()
                                .isBefore(Objects.requireNonNull(oldest.source().startedAt())));
    }

    /// The item will be adopted: it runs, or ran, under its name already.
    void addAdopted(boolean isOtherVersion) {
        adopted++;
        onOtherVersion += isOtherVersion ? 1 : 0;
    }

    /// The item will run though a replay of its source under another attempt runs or has succeeded.
    void addUnderOtherAttempt() {
        underOtherAttempt++;
    }

    /// To be asked once.
    String hash() {
        return hash.value();
    }

    int items() {
        return items;
    }

    int pending() {
        return pending;
    }

    /// How many are left to be read and started.
    int toStart() {
        return pending - adopted;
    }

    Map<SkipReason, Integer> skipped() {
        return skipped;
    }

    /// The pending item whose source began first.
    @Nullable
    Item oldest() {
        return oldest;
    }

    /// How long the sources of pending items took; 0 where that is not known.
    double meanSeconds() {
        return timedSources == 0 ? 0 : sourceMillis / 1_000.0 / timedSources;
    }

    /// How many can be redriven for less than a day more.
    int closing() {
        return closing;
    }

    /// How many can be read for less than a day more.
    int expiring() {
        return expiring;
    }

    int adopted() {
        return adopted;
    }

    int onOtherVersion() {
        return onOtherVersion;
    }

    int underOtherAttempt() {
        return underOtherAttempt;
    }

    /// What was wrong with the first item on which an expression failed.
    @Nullable
    String expressionError() {
        return expressionError;
    }
}
