package io.github.sfnreplay.pacing.shared;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Which instances use which lanes, as all instances see it. Lanes go by the names of [LaneNames]; times are those of
/// the database, whose clock is the one that all instances share.
interface LaneMembers {

    /// How long an instance that says nothing is taken for one that still runs. Four beats may be late or lost, and
    /// its part is free again within five seconds.
    int LIVES_FOR_SECONDS = 3;

    /// All that is known at one moment.
    record Seen(Instant now, List<Member> members) {}

    /// One instance that uses, or has used, a lane.
    ///
    /// @param live whether it has said so within [#LIVES_FOR_SECONDS]
    /// @param beatAt when it said so last
    /// @param acknowledgedAt it has seen all members that had joined before, and keeps to the part that this leaves it
    /// @param cuts how often it has cut the rate of the lane
    record Member(String instance, String lane, boolean live, Instant beatAt, Instant acknowledgedAt, long cuts) {}

    /// The instance uses these lanes too from now on; visible to all when this returns.
    void join(String instance, Collection<String> lanes);

    Seen read();

    /// The instance still uses these lanes.
    ///
    /// @param acknowledgedAt the moment of what it has read last, and keeps to
    /// @param cutsByLane how often it has cut the rate of each
    void beat(String instance, Instant acknowledgedAt, Map<String, Long> cutsByLane);

    /// The instance does not use these lanes any more.
    void leave(String instance, Collection<String> lanes);

    /// Forgets who left so long ago that every bucket is full again.
    void forgetOld();
}
