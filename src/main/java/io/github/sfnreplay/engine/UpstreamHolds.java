package io.github.sfnreplay.engine;

import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Keeps waiting replays from beginning after one of their account has paused because of AWS, so that one outage does
/// not pause the whole line. Ends when a replay of the account gets on again; until then one may try now and then.
/// Guarded by the lock of [Dispatcher].
final class UpstreamHolds {

    /// As long as a person takes to look; each further probe that fails costs a replay that somebody has to resume.
    private static final long FIRST_PROBE = 30_000_000_000L;

    /// Probes after 30 s, 1, 2, 4, 8 and 16 minutes, and then every half hour.
    private static final int MAX_DOUBLINGS = 6;

    private final Ticker ticker;
    private final Map<Account, Hold> holds = new HashMap<>();
    private final Set<String> paused = new HashSet<>();

    UpstreamHolds(Ticker ticker) {
        this.ticker = ticker;
    }

    private record Account(String id, String region) {

        static Account of(StateMachineArn machine) {
            return new Account(machine.accountId(), machine.region());
        }
    }

    private static final class Hold {
        private final Map<String, Integer> startedBefore = new HashMap<>();
        private int probes;
        private long nextProbe;
    }

    /// Looks whether a replay has paused because of AWS.
    void note(Replay replay) {
        var reason = replay.stateReason();
        if (replay.state() != ReplayState.PAUSED || reason == null || !reason.isUpstream()) {
            paused.remove(replay.id());
        } else if (paused.add(replay.id())) {
            paused(replay.spec().stateMachine());
        }
    }

    private void paused(StateMachineArn machine) {
        var hold = holds.computeIfAbsent(Account.of(machine), account -> new Hold());
        hold.startedBefore.clear();
        hold.nextProbe = ticker.nanoTime() + (FIRST_PROBE << Math.min(hold.probes, MAX_DOUBLINGS));
    }

    /// Looks at a replay that runs: more starts than when it was first looked at since the pause show that AWS answers.
    void noteStarts(Replay replay) {
        var hold = holds.get(Account.of(replay.spec().stateMachine()));
        var starts = replay.tally().itemsStarted();
        if (hold != null && starts > hold.startedBefore.computeIfAbsent(replay.id(), first -> starts)) {
            holds.remove(Account.of(replay.spec().stateMachine()));
        }
    }

    /// AWS has answered for the account outside of any replay.
    void answered(StateMachineArn machine) {
        holds.remove(Account.of(machine));
    }

    /// A replay has come to rest: unless it was cancelled or failed, AWS has answered all that it wanted.
    void ended(Replay replay) {
        paused.remove(replay.id());
        if (replay.state() != ReplayState.CANCELLED && replay.state() != ReplayState.FAILED) {
            holds.remove(Account.of(replay.spec().stateMachine()));
        }
    }

    boolean areNone() {
        return holds.isEmpty();
    }

    /// Whether a replay may begin now; if it is to try whether AWS answers again, no other may for a while.
    boolean mayBegin(StateMachineArn machine) {
        var hold = holds.get(Account.of(machine));
        if (hold == null) {
            return true;
        }
        var now = ticker.nanoTime();
        if (now - hold.nextProbe < 0) {
            return false;
        }
        hold.probes++;
        hold.nextProbe = now + (FIRST_PROBE << Math.min(hold.probes, MAX_DOUBLINGS));
        return true;
    }
}
