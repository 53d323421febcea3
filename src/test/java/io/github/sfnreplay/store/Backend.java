package io.github.sfnreplay.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.store.jdbc.Database;
import io.github.sfnreplay.store.jdbc.DatabaseKind;
import io.github.sfnreplay.store.jdbc.JdbcStore;
import io.github.sfnreplay.store.jdbc.SchemaVersion;
import io.github.sfnreplay.store.lease.JdbcOwnership;
import io.github.sfnreplay.store.lease.TestLeases;
import io.github.sfnreplay.store.memory.InMemoryReplayStore;
import io.github.sfnreplay.store.memory.RetentionSettings;
import io.github.sfnreplay.testing.service.TestDatabases;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/// What can keep replays.
@SuppressWarnings("ImmutableEnumChecker") // the suppliers make something new at each call
enum Backend {
    MEMORY(null, false),
    H2(TestDatabases::h2, false),
    H2_OWNED(TestDatabases::h2, true),
    POSTGRESQL(TestDatabases::postgres, false),
    POSTGRESQL_OWNED(TestDatabases::postgres, true);

    private final @Nullable Supplier<String> url;
    private final boolean owned;

    Backend(@Nullable Supplier<String> url, boolean owned) {
        this.url = url;
        this.owned = owned;
    }

    /// An empty store.
    Opened open(Clock clock, RetentionSettings retention) {
        if (url == null) {
            return new Opened(new InMemoryReplayStore(clock, retention), null, null);
        }
        var source = source(url.get());
        var store = store(source, clock, retention);
        return new Opened(store.replays(), owned ? TestLeases.of(store) : null, source);
    }

    static HikariDataSource source(String url) {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(1_000);
        return new HikariDataSource(config);
    }

    /// The tables, which are made if they are not there.
    static JdbcStore store(HikariDataSource source, Clock clock, RetentionSettings retention) {
        SchemaVersion.migrate(Flyway.configure().dataSource(source).load());
        return JdbcStore.on(new Database(DatabaseKind.of(source.getJdbcUrl()), source), retention, clock);
    }

    /// A store in use.
    static final class Opened implements AutoCloseable {

        private final ReplayStore store;
        private final @Nullable JdbcOwnership ownership;
        private final @Nullable HikariDataSource source;
        private final Map<String, Lease> leases = new HashMap<>();

        Opened(ReplayStore store, @Nullable JdbcOwnership ownership, @Nullable HikariDataSource source) {
            this.store = store;
            this.ownership = ownership;
            this.source = source;
        }

        /// As requests use it.
        ReplayStore store() {
            return store;
        }

        /// As the engine uses it that runs the replay.
        ReplayStore engine(String id) {
            return ownership == null
                    ? store
                    : leases.computeIfAbsent(id, each -> ownership.claim(each).orElseThrow())
                            .store();
        }

        /// Waits until what the engine wrote can be seen by requests.
        void settle() {
            if (ownership != null) {
                TestLeases.flush(ownership);
            }
        }

        @Override
        public void close() {
            if (source != null) {
                source.close();
            }
        }
    }
}
