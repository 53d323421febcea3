package io.github.sfnreplay.pacing;

/// Tells how the lanes are divided among the instances of the service that use the same quotas.
public interface LaneSharing {

    /// One instance has all there is.
    LaneSharing ALONE = new LaneSharing() {
        @Override
        public Standing standing(Lane lane) {
            return Standing.ALONE;
        }

        @Override
        public void use(Lane lane) {
            // nobody else wants to know
        }

        @Override
        public void cut(Lane lane) {
            // nobody else wants to know
        }
    };

    /// How the lane is divided at this moment. Asked before each call: must answer at once, from memory.
    Standing standing(Lane lane);

    /// A call of the lane waits for its turn here; until it is said again within seconds, the lane counts as used by
    /// this instance. Must not wait.
    void use(Lane lane);

    /// The rate of the lane was cut here, because AWS throttled; the other instances are to cut theirs as well.
    void cut(Lane lane);

    /// How a lane is divided.
    ///
    /// @param instances how many instances use the lane, this one among them; 0 while that is not settled, and no call
    ///        may begin
    /// @param usedBefore whether others may have emptied the bucket before this instance joined
    /// @param cutsElsewhere how often the other instances have cut the rate since this one joined
    record Standing(int instances, boolean usedBefore, long cutsElsewhere) {

        /// Nobody else is there.
        public static final Standing ALONE = new Standing(1, false, 0);

        /// It is not settled yet how the lane is divided.
        public static final Standing UNSETTLED = new Standing(0, true, 0);
    }
}
