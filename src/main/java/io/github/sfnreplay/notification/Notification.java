package io.github.sfnreplay.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.replay.Verdict;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a webhook receives, as JSON. Slack and Microsoft Teams show `text`.
///
/// @param text one line for people
/// @param environment of the installation
/// @param link to the page of the replay
/// @param itemCounts by state; states without an item are left out
@JsonInclude(JsonInclude.Include.NON_NULL)
record Notification(
        String text,
        String replayId,
        ReplayState state,
        @Nullable StateReason stateReason,
        @Nullable String stateDetail,
        String stateMachineArn,
        @Nullable String reason,
        Map<ItemState, Integer> itemCounts,
        Map<Verdict, Integer> verdictCounts,
        @Nullable String environment,
        @Nullable String link,
        Instant at) {

    /// Whether somebody wants to know: a plan waits for its confirmation, a replay paused by itself, or has ended.
    static boolean isWorthwhile(Replay after) {
        return switch (after.state()) {
            case PLANNED -> true;
            case PAUSED -> after.stateReason() != StateReason.USER_REQUESTED;
            default -> after.state().isFinal();
        };
    }

    static Notification of(Replay replay, @Nullable String environment, @Nullable String link) {
        var counts = new EnumMap<ItemState, Integer>(ItemState.class);
        replay.tally().itemCounts().byState().forEach((state, count) -> {
            if (count > 0) {
                counts.put(state, count);
            }
        });
        return new Notification(
                text(replay, counts, environment, link),
                replay.id(),
                replay.state(),
                replay.stateReason(),
                replay.status().detail(),
                replay.spec().stateMachine().toString(),
                replay.spec().reason(),
                counts,
                replay.tally().verdictCounts(),
                environment,
                link,
                replay.times().updatedAt());
    }

    private static String text(
            Replay replay, Map<ItemState, Integer> counts, @Nullable String environment, @Nullable String link) {
        var text = new StringBuilder();
        if (environment != null) {
            text.append('[').append(environment).append("] ");
        }
        text.append("Replay of ")
                .append(replay.spec().stateMachine().name())
                .append(" is ")
                .append(replay.state());
        if (replay.stateReason() != null) {
            text.append(" (").append(replay.stateReason()).append(')');
        }
        if (!counts.isEmpty()) {
            text.append(": ")
                    .append(String.join(
                            ", ",
                            counts.entrySet().stream()
                                    .map(count -> count.getValue() + " "
                                            + count.getKey().name().toLowerCase(Locale.ROOT))
                                    .toList()));
        }
        if (replay.spec().reason() != null) {
            text.append(" — ").append(replay.spec().reason());
        }
        return link == null ? text.toString() : text.append(' ').append(link).toString();
    }
}
