package io.github.sfnreplay.replay;

import java.util.EnumMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes who did what to which replay into the service's log, one line each. Names replays, machines and counts, never
/// an input or output.
public final class AuditLog {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private AuditLog() {}

    static void created(Replay replay) {
        log.info(
                "Replay {} created by {}: {} of {}{}{}",
                replay.id(),
                oneLine(replay.origin().requestedBy()),
                replay.spec().mode(),
                replay.spec().stateMachine(),
                replay.spec().dryRun() ? ", dry run" : "",
                because(replay.spec().reason()));
    }

    /// The replay has its plan.
    public static void planned(Replay replay) {
        var plan = replay.plan();
        if (plan != null) {
            log.info(
                    "Replay {} planned: {} listed, {} matched, {} eligible, skipped {}, {}",
                    replay.id(),
                    plan.listed(),
                    plan.matched(),
                    plan.eligible(),
                    plan.skippedByReason(),
                    plan.planHash());
        }
    }

    /// The replay came to its end.
    public static void ended(Replay replay) {
        var counts = new EnumMap<ItemState, Integer>(ItemState.class);
        counts.putAll(replay.tally().itemCounts().byState());
        counts.values().removeIf(count -> count == 0);
        log.info(
                "Replay {} ended {}{}: {}",
                replay.id(),
                replay.state(),
                replay.stateReason() == null ? "" : " (" + replay.stateReason() + ")",
                counts.isEmpty() ? "no items" : counts);
    }

    /// A caller changed the replay; its log's last entry says how.
    static void changed(Replay replay) {
        var change = replay.log().entries().getLast();
        log.info(
                "Replay {} {} by {}: {} -> {}{}; {}",
                replay.id(),
                change.action(),
                oneLine(change.by()),
                change.from(),
                change.to(),
                because(change.reason()),
                change.detail() == null ? "" : oneLine(change.detail()));
    }

    static void deleted(String id, Command command) {
        log.info("Replay {} delete by {}{}", id, oneLine(command.by()), because(command.reason()));
    }

    private static String because(@Nullable String reason) {
        return reason == null ? "" : ", because: " + oneLine(reason);
    }

    /// A caller's text cannot pretend to be another line.
    private static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }
}
