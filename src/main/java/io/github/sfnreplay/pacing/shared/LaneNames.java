package io.github.sfnreplay.pacing.shared;

import io.github.sfnreplay.pacing.Lane;

/// Names of lanes in the database.
final class LaneNames {

    private LaneNames() {}

    /// `account/region/ACTION`
    static String of(Lane lane) {
        return lane.accountId() + "/" + lane.region() + "/" + lane.action();
    }
}
