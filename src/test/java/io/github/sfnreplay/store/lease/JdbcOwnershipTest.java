package io.github.sfnreplay.store.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.LeaseLostException;
import io.github.sfnreplay.replay.ReplayOwnership;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.store.StoredReplays;
import io.github.sfnreplay.store.TestInstance;
import io.github.sfnreplay.testing.service.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Two instances on one database: one of them runs a replay at any moment, and what the other would still write for it
/// is refused.
@ParameterizedClass
@ValueSource(strings = {"postgres", "h2"})
class JdbcOwnershipTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");

    @Parameter
    String kind = "h2";

    private final AtomicLong nanos = new AtomicLong();
    private TestInstance here;
    private TestInstance there;
    private JdbcOwnership first;
    private JdbcOwnership second;

    @BeforeEach
    void open() {
        var url = kind.equals("h2") ? TestDatabases.h2() : TestDatabases.postgres();
        here = TestInstance.on(url, NOW);
        there = TestInstance.on(url, NOW);
        first = TestLeases.of(here.store(), nanos::get);
        second = TestLeases.of(there.store(), nanos::get);
        here.store().replays().insert(StoredReplays.pending("r", "M", NOW));
    }

    @AfterEach
    void close() {
        first.stop();
        second.stop();
        here.close();
        there.close();
    }

    @Test
    void oneOfTwoInstancesGetsAReplay() {
        var lease = first.claim("r").orElseThrow();

        assertThat(second.claim("r")).isEmpty();
        assertThat(first.claim("r")).isEmpty();
        assertThat(first.claim("unknown")).isEmpty();
        assertThat(lease.epoch()).isEqualTo(1);
        assertThat(lease.isValid()).isTrue();
    }

    @Test
    void whatIsGivenBackCanBeTakenAtOnce() {
        first.claim("r").orElseThrow().release();

        assertThat(second.claim("r").orElseThrow().epoch()).isEqualTo(2);
    }

    @Test
    void anOwnerThatWasReplacedWritesNothingMore() {
        var old = running(10);
        TestLeases.flush(first);
        var item = old.store().items("r", ItemQuery.all(0, 1)).getFirst();
        old.store().saveItems("r", List.of(item.started(NOW)), NOW);
        expire();
        var taken = second.claim("r").orElseThrow();

        assertThat(taken.epoch()).isEqualTo(2);
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> old.store().update("r", replay -> replay.cancel(false, Command.NONE, NOW)));
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> old.store().saveItems("r", List.of(item.started(NOW)), NOW));
        assertThatExceptionOfType(LeaseLostException.class).isThrownBy(() -> old.intend(List.of(item)));
        old.release();
        assertThat(old.isValid()).isFalse();
        assertThat(there.store().replays().find("r").orElseThrow().state()).isEqualTo(ReplayState.RUNNING);
        assertThat(there.store()
                        .replays()
                        .items("r", ItemQuery.all(0, 1))
                        .getFirst()
                        .state())
                .isEqualTo(ItemState.PENDING);
        assertThat(second.claim("r")).isEmpty();
        assertThat(taken.isValid()).isTrue();
    }

    @Test
    void aLeaseThatIsNotRenewedIsNotTrusted() {
        var lease = first.claim("r").orElseThrow();
        nanos.addAndGet(Duration.ofMillis(2_999).toNanos());
        assertThat(lease.isValid()).isTrue();
        nanos.addAndGet(Duration.ofMillis(2).toNanos());
        assertThat(lease.isValid()).isFalse();

        first.leases().beat(true);
        assertThat(lease.isValid()).isTrue();
    }

    @Test
    void aLostLeaseIsNoticedWithTheNextHeartbeat() {
        var lease = first.claim("r").orElseThrow();
        expire();
        assertThat(second.claim("r")).isPresent();

        first.leases().beat(true);
        assertThat(lease.isValid()).isFalse();
        assertThat(first.leases().lease("r")).isNull();
    }

    @Test
    void aCrashLosesOnlyWhatWasNotWrittenYet() {
        var lease = running(3);
        var items = lease.store().items("r", ItemQuery.all(0, 3));
        lease.store().saveItems("r", List.of(items.get(0).started(NOW)), NOW);
        TestLeases.flush(first);
        lease.store().saveItems("r", List.of(items.get(1).started(NOW)), NOW);
        expire();

        var taken = second.claim("r").orElseThrow().store();
        assertThat(taken.items("r", ItemQuery.all(0, 3)))
                .extracting(item -> item.state())
                .containsExactly(ItemState.RUNNING, ItemState.PENDING, ItemState.PENDING);
        var tally = taken.find("r").orElseThrow().tally();
        assertThat(tally.itemCounts().of(ItemState.RUNNING)).isEqualTo(1);
        assertThat(tally.itemCounts().total()).isEqualTo(3);
        assertThat(tally.itemsStarted()).isEqualTo(1);
        assertThat(tally)
                .isEqualTo(there.store().replays().find("r").orElseThrow().tally());
    }

    @Test
    void anUnfinishedPlanIsBegunAgain() {
        var lease = first.claim("r").orElseThrow();
        lease.store().update("r", replay -> replay.begin(NOW));
        lease.store().addItems("r", StoredReplays.items(10, NOW));
        TestLeases.flush(first);
        assertThat(there.store().replays().items("r", ItemQuery.all(0, 100))).hasSize(10);
        expire();

        var taken = second.claim("r").orElseThrow().store();
        assertThat(taken.items("r", ItemQuery.all(0, 100))).isEmpty();
        taken.addItems("r", StoredReplays.items(4, NOW));
        taken.update("r", replay -> replay.planned(StoredReplays.plan(4), NOW));
        var read = here.store().replays();
        assertThat(read.items("r", ItemQuery.all(0, 100))).hasSize(4);
        assertThat(read.find("r").orElseThrow().tally().itemCounts().total()).isEqualTo(4);
        assertThat(here.store().retention().sweep()).isTrue();
    }

    @Test
    void whatWasIntendedIsInDoubtForTheNextOwner() {
        var lease = running(3);
        var items = lease.store().items("r", ItemQuery.all(0, 3));
        lease.intend(List.of(items.get(1), items.get(2)));
        lease.store().saveItems("r", List.of(items.get(2).redriven(NOW)), NOW);
        TestLeases.flush(first);
        expire();

        assertThat(second.claim("r").orElseThrow().inDoubt()).containsExactly(1);
    }

    @Test
    void aMoveThatARequestMadeElsewhereReachesTheOwner() {
        var lease = running(1);
        var told = new Recorder();
        first.start(told);

        there.store().replays().update("r", replay -> replay.pause(Command.NONE, NOW));

        await().untilAsserted(() -> assertThat(told.events).contains("changed r"));
        assertThat(lease.store().find("r").orElseThrow().state()).isEqualTo(ReplayState.PAUSED);
    }

    @Test
    void aMoveThatARequestMadeHereIsKnownBeforeItIsAnswered() {
        var lease = running(1);

        here.store().replays().update("r", replay -> replay.pause(Command.NONE, NOW));

        assertThat(lease.store().find("r").orElseThrow().state()).isEqualTo(ReplayState.PAUSED);
    }

    @Test
    void endsItemsThatWereNotWrittenWhenARequestEndsTheReplay() {
        var lease = first.claim("r").orElseThrow();
        lease.store().update("r", replay -> replay.begin(NOW));
        lease.store().addItems("r", StoredReplays.items(2, NOW));
        TestLeases.flush(first);
        there.store().replays().update("r", replay -> replay.cancel(false, Command.NONE, NOW));
        lease.store().addItems("r", StoredReplays.items(2, NOW));
        TestLeases.flush(first);

        var read = there.store().replays();
        assertThat(read.find("r").orElseThrow().tally().itemCounts().of(ItemState.CANCELLED))
                .isEqualTo(2);
        assertThat(read.items("r", ItemQuery.all(0, 9)))
                .extracting(item -> item.state())
                .containsExactly(ItemState.CANCELLED, ItemState.CANCELLED);
    }

    @Test
    void tellsOfWhatNobodyRunsAndOfWhatIsLost() {
        var told = new Recorder();
        second.start(told);
        await().untilAsserted(() -> assertThat(told.events).contains("ownerless r"));
        assertThat(second.claim("r")).isPresent();
        expire();
        assertThat(first.claim("r")).isPresent();

        await().untilAsserted(() -> assertThat(told.events).contains("lost r"));
    }

    @Test
    void aPausedReplayRestsUnlessItsOwnerIsGone() {
        var lease = running(1);
        lease.store().update("r", replay -> replay.pause(Command.NONE, NOW));
        lease.release();
        assertThat(ownerless()).isEmpty();

        assertThat(first.claim("r")).isPresent();
        expire();
        assertThat(ownerless()).containsExactly("r");
    }

    @Test
    void whoStopsLeavesItsReplaysToTheOthersAtOnce() {
        var lease = running(1);
        var item = lease.store().items("r", ItemQuery.all(0, 1)).getFirst();
        lease.store().saveItems("r", List.of(item.started(NOW)), NOW);
        first.stop();

        var taken = second.claim("r").orElseThrow();
        assertThat(taken.store().items("r", ItemQuery.all(0, 1)).getFirst().state())
                .isEqualTo(ItemState.RUNNING);
    }

    private Lease running(int items) {
        var lease = first.claim("r").orElseThrow();
        lease.store().update("r", replay -> replay.begin(NOW));
        lease.store().addItems("r", StoredReplays.items(items, NOW));
        lease.store().update("r", replay -> replay.planned(StoredReplays.plan(items), NOW));
        return lease;
    }

    private List<String> ownerless() {
        return new LeaseTable(here.store().database(), here.store().rows(), "nobody").ownerless();
    }

    /// As if nobody had renewed a lease for four seconds.
    private void expire() {
        here.execute("UPDATE replay SET lease_until = CURRENT_TIMESTAMP - INTERVAL '1' SECOND");
    }

    private static final class Recorder implements ReplayOwnership.Listener {

        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void changed(String id) {
            events.add("changed " + id);
        }

        @Override
        public void ownerless(String id) {
            events.add("ownerless " + id);
        }

        @Override
        public void lost(String id) {
            events.add("lost " + id);
        }

        @Override
        public void unreachable() {
            events.add("unreachable");
        }

        @Override
        public void reachable() {
            events.add("reachable");
        }
    }
}
