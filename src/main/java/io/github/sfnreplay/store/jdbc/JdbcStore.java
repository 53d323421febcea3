package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.store.memory.RetentionSettings;
import java.time.Clock;

/// The parts of a store in a database.
///
/// @param replays what requests use
public record JdbcStore(Database database, ReplayRows rows, Retention retention, JdbcReplayStore replays) {

    public static JdbcStore on(Database database, RetentionSettings settings, Clock clock) {
        var rows = new ReplayRows(settings.items());
        var retention = new Retention(database, settings, clock);
        return new JdbcStore(database, rows, retention, new JdbcReplayStore(database, rows, retention));
    }
}
