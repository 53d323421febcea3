package io.github.sfnreplay.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// Empty databases for tests: of one PostgreSQL that runs as long as this process, or in files.
public final class Databases {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Databases() {}

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
