package io.github.sfnreplay.engine.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Lease;
import io.github.sfnreplay.replay.LeaseLostException;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.replay.StoreUnavailableException;
import io.github.sfnreplay.store.TestStores;
import io.github.sfnreplay.testing.FakeClock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TenureTest {

    private final ScriptedLease lease = new ScriptedLease();
    private final Tenure tenure = new Tenure(lease, false);

    @Test
    void whoWritesWaitsUntilTheStoreAnswers() {
        var attempts = new AtomicInteger();
        var kept = tenure.kept(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new StoreUnavailableException("scripted", new IllegalStateException());
            }
            return "kept";
        });

        assertThat(kept).isEqualTo("kept");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void whoWritesUnderALostLeaseStopsAndEverybodyLearnsIt() {
        var told = new AtomicInteger();
        tenure.whenLost(told::incrementAndGet);

        assertThatThrownBy(() -> tenure.kept(() -> {
                    throw new LeaseLostException("1");
                }))
                .isInstanceOf(StoppedException.class);
        assertThatThrownBy(() -> tenure.kept(() -> "more")).isInstanceOf(StoppedException.class);
        tenure.lost();
        assertThat(told).hasValue(1);
        assertThat(tenure.isValid()).isFalse();
    }

    @Test
    void whoWaitsForAValidLeaseGoesOnWhenItIsAndStopsWhenNobodyNeedsItAnyMore() throws Exception {
        lease.valid = false;
        var waiting = CompletableFuture.supplyAsync(() -> isValidInTheEnd());
        lease.valid = true;
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();

        lease.valid = false;
        assertThatThrownBy(() -> tenure.awaitValid(() -> true)).isInstanceOf(StoppedException.class);
    }

    @Test
    void intentsThatComeWhileOthersAreWrittenShareOneWrite() throws Exception {
        lease.mayWrite = new CountDownLatch(1);
        var first = intend(0);
        lease.awaitWrites(1);
        var others = IntStream.range(1, 9).mapToObj(this::intend).toList();
        assertThat(first).isNotDone();
        assertThat(others).noneMatch(CompletableFuture::isDone);
        lease.awaitBlocked(8);

        lease.mayWrite.countDown();
        for (var each : others) {
            each.get(10, TimeUnit.SECONDS);
        }
        assertThat(lease.writes).extracting(Collection::size).containsExactly(1, 8);
    }

    private boolean isValidInTheEnd() {
        try {
            tenure.awaitValid(() -> false);
            return tenure.isValid();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private CompletableFuture<Void> intend(int index) {
        var done = new CompletableFuture<Void>();
        lease.threads.add(Thread.ofPlatform().daemon().start(() -> {
            try {
                tenure.intend(Item.planned(index, Source.missing("source-" + index), 1));
                done.complete(null);
            } catch (InterruptedException e) {
                done.completeExceptionally(e);
            }
        }));
        return done;
    }

    private static final class ScriptedLease implements Lease {

        private final ReplayStore store = TestStores.inMemory(new FakeClock(new FakeTicker()));
        private final List<Collection<Item>> writes = new ArrayList<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean valid = true;
        private volatile CountDownLatch mayWrite = new CountDownLatch(0);

        @Override
        public long epoch() {
            return 1;
        }

        @Override
        public boolean isValid() {
            return valid;
        }

        @Override
        public ReplayStore store() {
            return store;
        }

        @Override
        public void intend(Collection<Item> items) {
            synchronized (writes) {
                writes.add(List.copyOf(items));
                writes.notifyAll();
            }
            try {
                mayWrite.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void awaitWrites(int count) throws InterruptedException {
            synchronized (writes) {
                while (writes.size() < count) {
                    writes.wait();
                }
            }
        }

        /// Until that many threads stand behind the first.
        void awaitBlocked(int count) {
            while (threads.stream().skip(1).filter(ScriptedLease::waits).count() < count) {
                Thread.onSpinWait();
            }
        }

        private static boolean waits(Thread thread) {
            return thread.getState() == Thread.State.WAITING;
        }

        @Override
        public Set<Integer> inDoubt() {
            return Set.of();
        }

        @Override
        public void release() {}
    }
}
