package io.github.sfnreplay.store;

import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.store.memory.InMemoryReplayStore;
import io.github.sfnreplay.store.memory.RetentionSettings;
import io.github.sfnreplay.store.memory.SoleOwnership;
import java.time.Clock;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/// Stores for tests outside of this package.
public final class TestStores {

    private TestStores() {}

    /// The store of the service, with so much room that a test never meets its bounds.
    public static ReplayStore inMemory(Clock clock) {
        return new InMemoryReplayStore(
                clock, new RetentionSettings(Duration.ofDays(7), 1_000, 2_000_000, DataSize.ofMegabytes(64)));
    }

    /// The ownership of a process that keeps its replays in that store.
    public static ReplayOwnership ownership(ReplayStore store) {
        return new SoleOwnership(store);
    }
}
