package io.github.sfnreplay.pacing.shared;

import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.pacing.LaneSharing.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What this instance knows of one lane, and of the others who use it.
final class Membership {

    private final String name;
    private final Map<String, Long> cutsSeen = new HashMap<>();
    private volatile Standing standing = Standing.UNSETTLED;
    private Stage stage = Stage.LEFT;
    private long usedAt;
    private long cuts;
    private @Nullable Instant joinedAt;
    private @Nullable Instant lastSeenAt;

    /// How far this instance is.
    enum Stage {
        /// It does not use the lane.
        LEFT,
        /// It wants to, and the others do not know yet.
        WANTED,
        /// It has told the others.
        JOINED
    }

    Membership(Lane lane) {
        this.name = LaneNames.of(lane);
    }

    String name() {
        return name;
    }

    Standing standing() {
        return standing;
    }

    synchronized Stage stage() {
        return stage;
    }

    /// A call waits for its turn.
    ///
    /// @return whether it was not in use before
    synchronized boolean use(long now) {
        usedAt = now;
        var isNew = stage == Stage.LEFT;
        stage = isNew ? Stage.WANTED : stage;
        return isNew;
    }

    synchronized boolean isIdle(long now, long after) {
        return now - usedAt > after;
    }

    /// Whether it cannot be used yet.
    synchronized boolean isWaiting() {
        return stage != Stage.LEFT && standing.instances() == 0;
    }

    synchronized void joined() {
        stage = Stage.JOINED;
        joinedAt = null;
    }

    synchronized void left() {
        stage = Stage.LEFT;
        standing = Standing.UNSETTLED;
    }

    /// The others may have taken it for gone.
    synchronized void lost() {
        standing = Standing.UNSETTLED;
        stage = stage == Stage.JOINED ? Stage.WANTED : stage;
    }

    synchronized void cut() {
        cuts++;
    }

    synchronized long cuts() {
        return cuts;
    }

    /// @param now when the others were as they are here; after this instance had told them that it joins
    /// @param others all but this instance, those that have gone included
    synchronized void see(Instant now, List<LaneMembers.Member> others) {
        if (joinedAt == null) {
            joinedAt = now;
            var before = lastSeenAt;
            var usedBefore = others.stream()
                    .anyMatch(other -> before == null || other.beatAt().isAfter(before));
            standing = new Standing(0, usedBefore, 0);
            cutsSeen.clear();
        }
        lastSeenAt = now;
        var live = others.stream().filter(LaneMembers.Member::live).toList();
        var joined = joinedAt;
        var settled = standing.instances() > 0
                || live.stream().allMatch(other -> other.acknowledgedAt().isAfter(joined));
        standing = new Standing(
                settled ? live.size() + 1 : 0, standing.usedBefore(), standing.cutsElsewhere() + newCuts(live));
    }

    private long newCuts(List<LaneMembers.Member> live) {
        var added = 0L;
        for (var other : live) {
            var before = cutsSeen.put(other.instance(), other.cuts());
            added += before == null ? 0 : other.cuts() - before;
        }
        return added;
    }
}
