package io.github.sfnreplay.store;

import com.zaxxer.hikari.HikariDataSource;
import io.github.sfnreplay.store.jdbc.JdbcStore;
import io.github.sfnreplay.store.memory.RetentionSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

/// The store of one of several instances.
public final class TestInstance implements AutoCloseable {

    private final HikariDataSource source;
    private final JdbcStore store;

    private TestInstance(HikariDataSource source, JdbcStore store) {
        this.source = source;
        this.store = store;
    }

    /// One on the database.
    public static TestInstance on(String url, Instant now) {
        var source = Backend.source(url);
        var retention = new RetentionSettings(Duration.ofDays(7), 1_000, 2_000_000, DataSize.ofMegabytes(64));
        return new TestInstance(source, Backend.store(source, Clock.fixed(now, ZoneOffset.UTC), retention));
    }

    public JdbcStore store() {
        return store;
    }

    /// What the database is told by hand.
    public void execute(String sql) {
        new JdbcTemplate(source).execute(sql);
    }

    @Override
    public void close() {
        source.close();
    }
}
