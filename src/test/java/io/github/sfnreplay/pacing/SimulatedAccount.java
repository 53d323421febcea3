package io.github.sfnreplay.pacing;

import static io.github.sfnreplay.pacing.FakeTicker.MILLI;
import static io.github.sfnreplay.pacing.FakeTicker.SECOND;
import static io.github.sfnreplay.stepfunctions.Action.GET_EXECUTION_HISTORY;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.sfnreplay.pacing.PacingSettings.CustomQuota;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;

/// One token bucket of AWS, other callers who use it too, and one caller of ours who makes as many calls as the pacer
/// allows. Time passes only while the caller waits; the same seed gives the same calls.
final class SimulatedAccount implements Ticker {

    private static final String REGION = "eu-central-1";
    private static final Lane LANE = new Lane("123456789012", REGION, GET_EXECUTION_HISTORY);
    private static final double SHARE = 0.5;

    /// From the call's arrival to its answer.
    private static final long ROUND_TRIP = 50 * MILLI;

    /// How much later one call may arrive than another that began at the same time.
    private static final long JITTER = 2 * MILLI;

    /// Clocks never agree; this keeps the two buckets from running in step, which would let the same caller win always.
    private static final double CLOCK = 1.001;

    private final double capacity;
    private final double refill;
    private final Random random;
    private final Pacer pacer;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final List<Call> ours = new ArrayList<>();
    private final List<Rate> rates = new ArrayList<>();
    private double chance;
    private long now;
    private double tokens;
    private long filledAt;
    private long number;

    private record Event(long at, long number, Runnable what) {}

    private record Call(long at, boolean throttled) {}

    private record Rate(long at, double part) {}

    /// @param refill of the whole quota, in calls a second; half of it is ours
    SimulatedAccount(double refill, double capacity, long seed) {
        this.refill = refill;
        this.capacity = capacity;
        this.tokens = capacity;
        this.random = new Random(seed);
        var quotas = Map.of(REGION, Map.of(GET_EXECUTION_HISTORY, new CustomQuota(capacity, refill)));
        this.pacer = new Pacer(new PacingSettings(SHARE, quotas), this);
    }

    /// Throttles our calls by chance.
    ///
    SimulatedAccount throttlingByChance(double probability) {
        chance = probability;
        return this;
    }

    /// Others call at random moments between two seconds.
    ///
    /// @param part of the quota's refill that they ask for, on average
    SimulatedAccount othersTaking(double part, double fromSecond, double untilSecond) {
        other(part * refill, (long) (fromSecond * SECOND), (long) (untilSecond * SECOND));
        return this;
    }

    private void other(double perSecond, long from, long until) {
        var next = from + (long) (-Math.log(1 - random.nextDouble()) / perSecond * SECOND);
        if (next < until) {
            at(next, () -> {
                takes();
                other(perSecond, next, until);
            });
        }
    }

    /// Calls as fast as the pacer allows.
    SimulatedAccount run(double untilSecond) {
        var end = (long) (untilSecond * SECOND);
        try {
            while (pacer.acquire(LANE, () -> now < end)) {
                call();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody interrupts this", e);
        }
        return this;
    }

    private void call() {
        var begunAt = now;
        at(now + random.nextLong(JITTER), () -> {
            var throttled = random.nextDouble() < chance || !takes();
            ours.add(new Call(now, throttled));
            at(now + ROUND_TRIP, () -> comesBack(begunAt, throttled));
        });
    }

    private void comesBack(long begunAt, boolean throttled) {
        rates.add(new Rate(now, pacer.currentRate(LANE) / (refill * SHARE)));
        if (throttled) {
            pacer.throttled(LANE, begunAt);
        } else {
            pacer.answered(LANE, begunAt);
        }
    }

    @CanIgnoreReturnValue
    private boolean takes() {
        tokens = Math.min(capacity, tokens + (now - filledAt) * CLOCK * refill / SECOND);
        filledAt = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    private void at(long time, Runnable what) {
        events.add(new Event(time, number++, what));
    }

    /// Which part of our share succeeded between two seconds.
    double used(double from, double until) {
        var succeeded = between(ours, from, until).stream()
                .filter(call -> !call.throttled())
                .count();
        return succeeded / (refill * SHARE * (until - from));
    }

    /// Which part of our share was called for between two seconds, whatever became of it.
    double asked(double from, double until) {
        return between(ours, from, until).size() / (refill * SHARE * (until - from));
    }

    /// The lowest rate between two seconds, as a part of our share.
    double lowestRate(double from, double until) {
        return rates.stream()
                .filter(rate -> rate.at() >= from * SECOND && rate.at() < until * SECOND)
                .mapToDouble(Rate::part)
                .min()
                .orElseThrow();
    }

    /// Which part of our calls was throttled between two seconds.
    double throttled(double from, double until) {
        return throttledOf(between(ours, from, until));
    }

    private static double throttledOf(List<Call> calls) {
        return (double) calls.stream().filter(Call::throttled).count() / Math.max(1, calls.size());
    }

    private static List<Call> between(List<Call> calls, double from, double until) {
        return calls.stream()
                .filter(call -> call.at() >= from * SECOND && call.at() < until * SECOND)
                .toList();
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleep(long nanos) {
        var end = now + nanos;
        for (var next = events.peek(); next != null && next.at() <= end; next = events.peek()) {
            events.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
    }
}
