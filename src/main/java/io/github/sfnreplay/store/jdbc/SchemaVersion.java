package io.github.sfnreplay.store.jdbc;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/// Brings the tables up to what this version of the service needs.
public final class SchemaVersion {

    private SchemaVersion() {}

    /// Adds what is missing.
    ///
    /// @throws DatabaseRefusedException if a newer version of the service has been there
    public static void migrate(Flyway flyway) {
        var newer = Arrays.stream(flyway.info().applied())
                .filter(each -> each.getState().isApplied() && !each.getState().isResolved())
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null)
                .reduce((first, second) -> second);
        newer.ifPresent(version -> {
            throw new DatabaseRefusedException(
                    "The database has schema version " + version + ", which is newer than this version of the service"
                            + " knows.",
                    "Start a version of the service at least as new as the one that used the database last.");
        });
        var ignored = flyway.migrate();
    }
}
