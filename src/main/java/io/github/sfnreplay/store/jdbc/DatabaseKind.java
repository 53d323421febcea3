package io.github.sfnreplay.store.jdbc;

import java.util.Locale;
import java.util.Map;

/// The databases that the service works with.
public enum DatabaseKind {
    /// A network that swallows everything is noticed after five seconds, which is longer than any statement takes.
    POSTGRESQL,
    H2;

    /// Properties of the driver, where its user has not set them.
    public Map<String, String> driverDefaults() {
        return this == H2
                ? Map.of()
                : Map.of(
                        "connectTimeout", "3",
                        "socketTimeout", "5",
                        "tcpKeepAlive", "true",
                        "ApplicationName", "sfn-replay");
    }

    /// The kind that a JDBC URL leads to.
    ///
    /// @throws DatabaseRefusedException if the service cannot work with it
    public static DatabaseKind of(String url) {
        var lower = url.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        if (!lower.startsWith("jdbc:h2:")) {
            throw new DatabaseRefusedException(
                    "The URL of the database names none that the service can use.",
                    "Set spring.datasource.url to jdbc:postgresql://<host>/<database>, or to"
                            + " jdbc:h2:file:<path>;MODE=PostgreSQL.");
        }
        if (!lower.contains(";mode=postgresql")) {
            throw new DatabaseRefusedException(
                    "H2 has to speak the SQL of PostgreSQL.", "Append ;MODE=PostgreSQL to spring.datasource.url.");
        }
        return H2;
    }
}
