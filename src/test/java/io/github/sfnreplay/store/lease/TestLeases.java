package io.github.sfnreplay.store.lease;

import io.github.sfnreplay.store.jdbc.JdbcStore;
import io.github.sfnreplay.store.memory.TextBudget;
import java.util.UUID;
import java.util.function.LongSupplier;

/// Ownership for tests, which beats and writes down when it is told to.
public final class TestLeases {

    private static final long TEXTS = 64L << 20;

    private TestLeases() {}

    /// Another instance on the store.
    public static JdbcOwnership of(JdbcStore store) {
        return of(store, System::nanoTime);
    }

    static JdbcOwnership of(JdbcStore store, LongSupplier nanoTime) {
        return new JdbcOwnership(
                store, UUID.randomUUID().toString(), new TextBudget(TEXTS), leased -> leased, nanoTime, answers -> {});
    }

    /// Writes down what is not yet.
    public static void flush(JdbcOwnership ownership) {
        ownership.leases().all().forEach(ownership.leases()::flush);
    }
}
