package io.github.sfnreplay.simulator.spec;

import io.github.sfnreplay.simulator.account.Phase;
import io.github.sfnreplay.simulator.account.Position;

/// How ListExecutions sorts: as AWS does, or as other endpoints do.
public enum ListingOrder {
    /// Newest first, by stop date, and by start date while running: what AWS does.
    NEWEST_FIRST {
        @Override
        public Position position(Phase phase) {
            return new Position(
                    -(phase.open() ? phase.execution().start() : phase.stop()),
                    -phase.execution().sequence());
        }
    },
    /// Newest first, by start date, whatever the status.
    NEWEST_START_FIRST {
        @Override
        public Position position(Phase phase) {
            return new Position(-phase.execution().start(), -phase.execution().sequence());
        }
    },
    /// Oldest first, by start date, whatever the status.
    OLDEST_START_FIRST {
        @Override
        public Position position(Phase phase) {
            return new Position(phase.execution().start(), phase.execution().sequence());
        }
    };

    public abstract Position position(Phase phase);
}
