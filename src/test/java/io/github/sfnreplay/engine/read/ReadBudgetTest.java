package io.github.sfnreplay.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ReadBudgetTest {

    private final ReadBudget budget = new ReadBudget(100);

    @Test
    void givesBackWhatTheAnswerDidNotNeed() {
        var account = budget.newAccount();
        var lease = held(account, 60);
        assertThat(account.tryAcquire(60)).isNull();

        lease.resize(10);

        assertThat(budget.free()).isEqualTo(90);
        held(account, 60).close();
        lease.close();
        lease.close();
        assertThat(budget.free()).isEqualTo(100);
    }

    @Test
    void letsAnAccountThatHoldsNothingExceedTheBudgetOnce() {
        var one = budget.newAccount();
        var other = budget.newAccount();
        var all = held(one, 100);

        var beyond = held(other, 30);

        assertThat(budget.free()).isEqualTo(-30);
        assertThat(other.tryAcquire(1)).isNull();
        beyond.close();
        held(other, 30).close();
        all.close();
        assertThat(budget.free()).isEqualTo(100);
    }

    @Test
    void servesThoseWhoWaitInTheirOrder() throws Exception {
        var account = budget.newAccount();
        var first = held(account, 90);
        var second = waiting(account, 50);
        var third = waiting(account, 5);

        assertThat(account.tryAcquire(5)).as("does not overtake those who wait").isNull();
        first.resize(40);
        second.get().close();
        third.get().close();
        first.close();

        assertThat(budget.free()).isEqualTo(100);
    }

    @Test
    void servesOnceTheAccountHoldsNothingAnyMore() throws Exception {
        var others = held(budget.newAccount(), 100);
        var account = budget.newAccount();
        var held = held(account, 10);
        var wanted = waiting(account, 10);

        held.close();

        assertThat(budget.free()).isEqualTo(-10);
        wanted.get().close();
        others.close();
        assertThat(budget.free()).isEqualTo(100);
    }

    @Test
    void revokesWhatIsNotKept() {
        var account = budget.newAccount();
        var kept = held(account, 20);
        var given = held(account, 30);
        var told = new AtomicBoolean();
        given.onRevoke(() -> told.set(true));
        assertThat(kept.keep()).isTrue();

        account.revoke();

        assertThat(told).isTrue();
        assertThat(given.isOver()).isTrue();
        assertThat(given.keep()).isFalse();
        assertThat(kept.isOver()).isFalse();
        assertThat(budget.free()).isEqualTo(80);
    }

    @Test
    void stopsWaitingWhenItIsNotWantedAnyMore() throws Exception {
        var account = budget.newAccount();
        var all = held(account, 100);
        var wanted = new AtomicBoolean(true);
        var waiting = onThread(() -> account.acquire(10, wanted::get));
        awaitWaiting(1);

        wanted.set(false);

        assertThat(waiting.get(5, TimeUnit.SECONDS)).isNull();
        all.close();
        assertThat(budget.free()).isEqualTo(100);
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void closesAllLeasesOfAnAccount() {
        var account = budget.newAccount();
        held(account, 20);
        assertThat(held(account, 30).keep()).isTrue();

        account.close();

        assertThat(budget.free()).isEqualTo(100);
    }

    /// Each pipeline reads ahead in order and lets go in order; together they want far more than there is. With this
    /// seed all would wait for each other if an account could be left with nothing.
    @Test
    void neverDeadlocksAndLosesNothing() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var i = 0; i < 20; i++) {
                var account = budget.newAccount();
                var random = new Random(4711 + i);
                var line = new ArrayBlockingQueue<ReadBudget.Lease>(10);
                all.add(threads.submit(() -> {
                    for (var item = 0; item < 200; item++) {
                        line.put(Objects.requireNonNull(account.acquire(10 + random.nextInt(90), () -> true)));
                    }
                    return null;
                }));
                all.add(threads.submit(() -> {
                    for (var item = 0; item < 200; item++) {
                        var lease = line.take();
                        lease.resize(random.nextInt(20));
                        lease.close();
                    }
                    return null;
                }));
            }
            for (var each : all) {
                each.get(15, TimeUnit.SECONDS);
            }
        }
        assertThat(budget.free()).isEqualTo(100);
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void losesNothingWhenWaitsAreInterruptedAndLeasesRevoked() throws Exception {
        var random = new Random(12);
        for (var round = 0; round < 200; round++) {
            var account = budget.newAccount();
            var first = held(account, 100);
            var waiter = Thread.ofVirtual().start(() -> {
                try {
                    Objects.requireNonNull(account.acquire(60, () -> true)).close();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            var steps = new ArrayList<Runnable>();
            steps.add(waiter::interrupt);
            steps.add(first::close);
            steps.add(account::revoke);
            Collections.shuffle(steps, random);
            steps.forEach(Runnable::run);
            assertThat(waiter.join(Duration.ofSeconds(5))).isTrue();
            account.close();
            assertThat(budget.free()).isEqualTo(100);
        }
    }

    private static ReadBudget.Lease held(ReadBudget.Account account, long bytes) {
        return Objects.requireNonNull(account.tryAcquire(bytes));
    }

    private Future<ReadBudget.Lease> waiting(ReadBudget.Account account, long bytes) {
        var before = budget.waiting();
        var lease = onThread(() -> Objects.requireNonNull(account.acquire(bytes, () -> true)));
        awaitWaiting(before + 1);
        return lease;
    }

    private void awaitWaiting(int count) {
        while (budget.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    private static <T> Future<T> onThread(Callable<T> work) {
        var result = new CompletableFuture<T>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
