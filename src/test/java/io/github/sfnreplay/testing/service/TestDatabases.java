package io.github.sfnreplay.testing.service;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Empty databases for tests: of one PostgreSQL that runs as long as this process, or in files.
public final class TestDatabases {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private TestDatabases() {}

    /// A new database of the kind that all tests shall run on: `-Dsfn-replay.test.store=postgres`, or `h2`; empty for
    /// memory.
    static Optional<String> url() {
        return switch (System.getProperty("sfn-replay.test.store", "memory")) {
            case "memory" -> Optional.empty();
            case "postgres" -> Optional.of(postgres());
            case "h2" -> Optional.of(h2());
            default -> throw new IllegalArgumentException("sfn-replay.test.store must be memory, postgres or h2");
        };
    }

    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A new database of PostgreSQL, as a JDBC URL with user and password.
    public static String postgres() {
        var name = "test" + NUMBER.incrementAndGet();
        try (var connection = DriverManager.getConnection(Server.POSTGRES.getJdbcUrl("postgres", "postgres"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    /// A new file of H2, as a JDBC URL.
    public static String h2() {
        try {
            var folder = Files.createTempDirectory("sfn-replay-h2");
            folder.toFile().deleteOnExit();
            return "jdbc:h2:file:" + folder.resolve("replays") + ";MODE=PostgreSQL";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
