package io.github.sfnreplay.pacing.shared;

import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.pacing.LaneSharing;
import io.github.sfnreplay.pacing.Ticker;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Each instance takes the share divided by the number of live instances that use the lane.
///
/// The parts of all instances are never more than the whole. Whoever joins waits until each of the others has seen it
/// and keeps to the smaller part; whoever has not been able to say that it lives stops using the lane before the others
/// count it as gone. The rest follows from that: a part becomes smaller at once, and larger when others have gone for
/// certain.
public final class SharedLanes implements LaneSharing, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SharedLanes.class);

    /// A millisecond in nanoseconds.
    private static final long MILLI = 1_000_000L;

    /// Two statements each: little for a database, and a cut of the rate is known everywhere within a second.
    private static final long BEAT = 500 * MILLI;

    /// While it waits for the others: they answer within a beat.
    private static final long SOON = 100 * MILLI;

    /// Shorter than others take it for alive, so that it stops before they begin to use its part.
    private static final long VALID = LaneMembers.LIVES_FOR_SECONDS * 1_000 * MILLI - BEAT;

    /// Longer than the pauses between the calls of a replay, even at the lowest rates; others get its part after that.
    private static final long IDLE = 10_000 * MILLI;

    private final String instance;
    private final LaneMembers members;
    private final Ticker ticker;
    private final Map<Lane, Membership> lanes = new ConcurrentHashMap<>();
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile long validUntil;
    private volatile boolean running;
    private boolean failing;

    /// @param instance a name that no other instance has, nor this one had before a restart
    public SharedLanes(String instance, LaneMembers members, Ticker ticker) {
        this.instance = instance;
        this.members = members;
        this.ticker = ticker;
        this.validUntil = ticker.nanoTime();
    }

    @Override
    public Standing standing(Lane lane) {
        var membership = lanes.get(lane);
        return membership == null || !isValid() ? Standing.UNSETTLED : membership.standing();
    }

    @Override
    public void use(Lane lane) {
        if (lanes.computeIfAbsent(lane, Membership::new).use(ticker.nanoTime())) {
            wakeUps.release();
        }
    }

    @Override
    public void cut(Lane lane) {
        var membership = lanes.get(lane);
        if (membership != null) {
            membership.cut();
        }
    }

    private boolean isValid() {
        return ticker.nanoTime() - validUntil < 0;
    }

    /// Says that this instance lives, and looks who else does.
    synchronized void beat() {
        var sentAt = ticker.nanoTime();
        if (!isValid()) {
            lanes.values().forEach(Membership::lost);
        }
        leave(membership -> membership.isIdle(sentAt, IDLE));
        var joining = in(Membership.Stage.WANTED);
        if (!joining.isEmpty()) {
            members.join(instance, names(joining));
            joining.forEach(Membership::joined);
        }
        var joined = in(Membership.Stage.JOINED);
        var seen = members.read();
        var byLane = seen.members().stream()
                .filter(member -> !member.instance().equals(instance))
                .collect(Collectors.groupingBy(LaneMembers.Member::lane));
        joined.forEach(membership -> membership.see(seen.now(), byLane.getOrDefault(membership.name(), List.of())));
        members.beat(
                instance, seen.now(), joined.stream().collect(Collectors.toMap(Membership::name, Membership::cuts)));
        validUntil = sentAt + VALID;
    }

    private void leave(Predicate<Membership> goes) {
        var leaving = in(Membership.Stage.JOINED).stream().filter(goes).toList();
        if (!leaving.isEmpty()) {
            leaving.forEach(Membership::left);
            members.leave(instance, names(leaving));
            members.forgetOld();
        }
    }

    private List<Membership> in(Membership.Stage stage) {
        return lanes.values().stream()
                .filter(membership -> membership.stage() == stage)
                .toList();
    }

    private static List<String> names(List<Membership> memberships) {
        return memberships.stream().map(Membership::name).toList();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("lane-sharing").start(this::beatUntilStopped);
    }

    private void beatUntilStopped() {
        try {
            while (running) {
                beatIfPossible();
                var isWaiting = lanes.values().stream().anyMatch(Membership::isWaiting);
                if (wakeUps.tryAcquire(isWaiting ? SOON : BEAT, TimeUnit.NANOSECONDS)) {
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beatIfPossible() {
        try {
            beat();
            failing = false;
        } catch (DataAccessException | TransactionException e) {
            if (!failing) {
                log.warn("The database does not tell which other instances call AWS; no call begins until it does", e);
            }
            failing = true;
        }
    }

    /// The others may have the whole share as soon as this instance makes no calls any more.
    @Override
    public void stop() {
        running = false;
        wakeUps.release();
        try {
            leaveAll();
        } catch (DataAccessException | TransactionException e) {
            log.debug("The others will notice that this instance has gone", e);
        }
    }

    private synchronized void leaveAll() {
        leave(membership -> true);
    }

    /// Up before the engine and the web server, and down after them.
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
