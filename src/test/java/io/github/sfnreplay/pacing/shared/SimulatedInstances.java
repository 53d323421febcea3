package io.github.sfnreplay.pacing.shared;

import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.PacingSettings;
import io.github.sfnreplay.pacing.Ticker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.springframework.dao.DataAccessResourceFailureException;

/// Instances that call as fast as they may, a database, and time that passes in steps of ten milliseconds. A share of
/// 75 calls a second and 400 at once, as a bucket of its own, shows whether more is taken.
final class SimulatedInstances implements Ticker {

    private static final long MILLI = 1_000_000L;
    private static final int STEP = 10;
    private static final double SHARE = 0.5;
    private static final double CAPACITY = 400;
    private static final double REFILL = 75;

    private final Lane lane;
    private final Random random;
    private final Table table = new Table();
    private final List<Instance> instances = new ArrayList<>();
    private final List<Integer> callTimes = new ArrayList<>();
    private int now;
    private boolean databaseAnswers = true;
    private double left = CAPACITY;
    private int aboveTheShare;

    SimulatedInstances(Lane lane, Random random) {
        this.lane = lane;
        this.random = random;
    }

    Instance launch() {
        var instance = new Instance("instance-" + instances.size());
        instances.add(instance);
        return instance;
    }

    void databaseAnswers(boolean does) {
        databaseAnswers = does;
    }

    int calls() {
        return callTimes.size();
    }

    int callsAboveTheShare() {
        return aboveTheShare;
    }

    void pass(int millis) {
        for (var end = now + millis; now < end; now += STEP) {
            left = Math.min(CAPACITY, left + REFILL * STEP / 1_000);
            instances.forEach(Instance::act);
        }
    }

    void somethingHappens() {
        if (instances.stream().filter(instance -> !instance.isGone).count() < 4) {
            launch();
        }
        var one = instances.get(random.nextInt(instances.size()));
        switch (random.nextInt(8)) {
            case 0 -> one.kill();
            case 1 -> one.end();
            case 2, 3 -> one.freeze();
            case 4 -> one.rest();
            case 5 -> databaseAnswers = !databaseAnswers;
            default -> {
                databaseAnswers = true;
                instances.forEach(Instance::thaw);
                instances.forEach(Instance::goOn);
            }
        }
    }

    @Override
    public long nanoTime() {
        return now * MILLI;
    }

    @Override
    public void sleep(long nanos) {
        // whoever would sleep is asked again in the next step
    }

    final class Instance {

        private final SharedLanes lanes;
        private final Pacer pacer;
        private final List<Integer> calls = new ArrayList<>();
        private int nextBeat = now;
        private boolean isGone;
        private boolean isFrozen;
        private boolean rests;

        private Instance(String name) {
            lanes = new SharedLanes(name, table, SimulatedInstances.this);
            pacer = new Pacer(new PacingSettings(SHARE, Map.of()), SimulatedInstances.this, lanes);
        }

        void kill() {
            isGone = true;
        }

        void end() {
            if (!isGone && !isFrozen) {
                lanes.stop();
                isGone = true;
            }
        }

        void freeze() {
            isFrozen = true;
        }

        void thaw() {
            isFrozen = false;
        }

        void rest() {
            rests = true;
        }

        void goOn() {
            rests = false;
        }

        int callsBetween(int from, int until) {
            return (int) calls.stream().filter(at -> at >= from && at < until).count();
        }

        private void act() {
            if (isGone || isFrozen) {
                return;
            }
            if (!rests) {
                call();
            }
            if (now >= nextBeat) {
                beat();
            }
        }

        private void beat() {
            try {
                lanes.beat();
            } catch (DataAccessResourceFailureException e) {
                // tried again at the next beat
            }
            nextBeat = now + random.nextInt(100, 700);
        }

        private void call() {
            try {
                while (pacer.acquire(lane, once())) {
                    calls.add(now);
                    callTimes.add(now);
                    aboveTheShare += left < 1 ? 1 : 0;
                    left--;
                }
            } catch (InterruptedException e) {
                throw new AssertionError("Nobody interrupts this", e);
            }
        }

        private BooleanSupplier once() {
            var asked = new AtomicInteger();
            return () -> asked.getAndIncrement() == 0;
        }
    }

    /// What the database would hold.
    private final class Table implements LaneMembers {

        private final Map<String, Member> rows = new HashMap<>();
        private final Map<String, Boolean> gone = new HashMap<>();

        @Override
        public void join(String instance, Collection<String> names) {
            answer();
            names.forEach(name -> {
                var before = rows.get(instance);
                rows.put(
                        instance,
                        new Member(
                                instance,
                                name,
                                true,
                                time(),
                                before == null ? Instant.EPOCH : before.acknowledgedAt(),
                                before == null ? 0 : before.cuts()));
                gone.put(instance, false);
            });
        }

        @Override
        public Seen read() {
            answer();
            return new Seen(time(), rows.values().stream().map(this::asOfNow).toList());
        }

        private Member asOfNow(Member row) {
            var live = !gone.getOrDefault(row.instance(), false)
                    && row.beatAt().isAfter(time().minusSeconds(LIVES_FOR_SECONDS));
            return new Member(row.instance(), row.lane(), live, row.beatAt(), row.acknowledgedAt(), row.cuts());
        }

        @Override
        public void beat(String instance, Instant acknowledgedAt, Map<String, Long> cutsByLane) {
            answer();
            cutsByLane.forEach(
                    (name, cuts) -> rows.put(instance, new Member(instance, name, true, time(), acknowledgedAt, cuts)));
        }

        @Override
        public void leave(String instance, Collection<String> names) {
            answer();
            gone.put(instance, true);
        }

        @Override
        public void forgetOld() {
            rows.values().removeIf(row -> row.beatAt().isBefore(time().minusSeconds(600)));
        }

        private Instant time() {
            return Instant.EPOCH.plusSeconds(1_000).plusMillis(now);
        }

        private void answer() {
            if (!databaseAnswers) {
                throw new DataAccessResourceFailureException("no connection");
            }
        }
    }
}
