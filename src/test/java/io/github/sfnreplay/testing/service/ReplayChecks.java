package io.github.sfnreplay.testing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What holds in every answer that shows a replay, at every moment.
public final class ReplayChecks {

    private static final Set<String> FINAL = Set.of("SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED", "CANCELLED");

    private static final List<String> STATES = List.of(
            "pending",
            "running",
            "started",
            "succeeded",
            "failed",
            "timedOut",
            "aborted",
            "unconfirmed",
            "skipped",
            "cancelled");

    /// The moves that are documented; besides, a replay fails from any state when the job cannot go on, and a paused
    /// one of
    /// which nothing is left to be done ends.
    private static final Map<String, Set<String>> MOVES = Map.of(
            "PENDING", Set.of("PLANNING", "RUNNING", "CANCELLED", "FAILED"),
            "PLANNING", Set.of("PLANNED", "RUNNING", "PAUSED", "SUCCEEDED", "FAILED", "CANCELLED"),
            "PLANNED", Set.of("PENDING", "CANCELLED"),
            "RUNNING", Set.of("PAUSED", "CANCELLING", "SUCCEEDED", "PARTIALLY_SUCCEEDED", "FAILED"),
            "PAUSED",
                    Set.of(
                            "PENDING",
                            "RUNNING",
                            "PLANNING",
                            "CANCELLING",
                            "SUCCEEDED",
                            "PARTIALLY_SUCCEEDED",
                            "FAILED"),
            "CANCELLING", Set.of("CANCELLED"));

    private ReplayChecks() {}

    /// Whether it can change no more.
    public static boolean isFinal(JsonNode replay) {
        return isFinal(replay.path("state").asString());
    }

    public static boolean isFinal(String state) {
        return FINAL.contains(state);
    }

    /// Checks the counters, and the end if it has ended.
    public static JsonNode check(JsonNode replay) {
        var counts = replay.at("/itemCounts");
        var sum = STATES.stream()
                .mapToInt(state -> counts.at("/" + state).asInt())
                .sum();
        assertThat(counts.at("/total").asInt()).as("total of %s", counts).isEqualTo(sum);
        assertThat(counts.at("/adopted").asInt()).isBetween(0, sum);
        var state = replay.at("/state").asString();
        if (FINAL.contains(state)) {
            assertThat(counts.at("/pending").asInt() + counts.at("/running").asInt())
                    .as("open items of a final replay: %s", replay)
                    .isZero();
            assertThat(replay.at("/finishedAt").isMissingNode()).isFalse();
        }
        checkEnd(state, replay, counts);
        return replay;
    }

    private static void checkEnd(String state, JsonNode replay, JsonNode counts) {
        var bad = counts.at("/failed").asInt()
                + counts.at("/timedOut").asInt()
                + counts.at("/aborted").asInt()
                + counts.at("/unconfirmed").asInt();
        var judged = counts.at("/total").asInt() - counts.at("/skipped").asInt();
        if (state.equals("SUCCEEDED")) {
            assertThat(bad).as("bad items of %s", replay).isZero();
        }
        if (state.equals("PARTIALLY_SUCCEEDED")) {
            assertThat(bad).isBetween(1, judged - 1);
        }
        if (state.equals("FAILED") && replay.at("/error").isMissingNode()) {
            assertThat(bad).isEqualTo(judged).isPositive();
        }
    }

    /// Checks that the items are what the counters say.
    public static void checkItems(JsonNode replay, List<JsonNode> items) {
        assertThat(items).as("items of %s", replay).hasSize(ReplayClient.count(replay, "total"));
        for (var state : STATES) {
            var name = state.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            assertThat(items)
                    .filteredOn(item -> ReplayClient.state(item).equals(name))
                    .as("items that are %s", name)
                    .hasSize(ReplayClient.count(replay, state));
        }
        assertThat(items)
                .filteredOn(item -> item.path("adopted").asBoolean())
                .as("adopted items")
                .hasSize(ReplayClient.count(replay, "adopted"));
    }

    /// Checks the log of a replay that has ended in that state.
    public static void checkLog(JsonNode moves, String state) {
        var at = "PENDING";
        var time = "";
        for (var move : moves) {
            assertThat(move.at("/from").asString()).as("chain of %s", moves).isEqualTo(at);
            var to = move.at("/to").asString();
            if (to.equals(at)) {
                continue;
            }
            assertThat(MOVES.getOrDefault(at, Set.of())).as("move from %s", at).contains(to);
            assertThat(move.at("/at").asString().substring(0, 19)).isGreaterThanOrEqualTo(time);
            if (to.equals("PAUSED") || to.equals("CANCELLED") || to.equals("CANCELLING")) {
                assertThat(move.at("/stateReason").isMissingNode())
                        .as("reason of %s", move)
                        .isFalse();
            }
            time = move.at("/at").asString().substring(0, 19);
            at = to;
        }
        assertThat(state).as("end of %s", moves).isEqualTo(at);
    }
}
