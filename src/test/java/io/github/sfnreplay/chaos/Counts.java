package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// Checks the counters of a replay.
final class Counts {

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

    private Counts() {}

    /// Whether the total is the sum, and nothing is open in the end.
    static void check(JsonNode replay) {
        var sum = STATES.stream().mapToInt(state -> Caller.count(replay, state)).sum();
        assertThat(Caller.count(replay, "total")).as("total of %s", replay).isEqualTo(sum);
        if (Caller.FINAL.contains(Caller.state(replay))) {
            assertThat(Caller.count(replay, "pending"))
                    .as("pending of %s", replay)
                    .isZero();
            assertThat(Caller.count(replay, "running"))
                    .as("running of %s", replay)
                    .isZero();
        }
    }

    /// Whether the items are what the counters say.
    static void check(JsonNode replay, List<JsonNode> items) {
        assertThat(items).as("items of %s", replay).hasSize(Caller.count(replay, "total"));
        for (var state : STATES) {
            var name = state.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            assertThat(items)
                    .filteredOn(item -> Caller.state(item).equals(name))
                    .as("items that are %s", name)
                    .hasSize(Caller.count(replay, state));
        }
        assertThat(items)
                .filteredOn(item -> item.path("adopted").asBoolean())
                .as("adopted items")
                .hasSize(Caller.count(replay, "adopted"));
    }
}
