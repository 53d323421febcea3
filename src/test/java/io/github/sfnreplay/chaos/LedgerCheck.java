package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.testing.service.ReplayChecks;
import io.github.sfnreplay.testing.service.ReplayClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Compares what a replay says of itself with the simulator's ledger.
///
/// @param selected the names of the sources that the filter selects
/// @param deleted whether the machine was deleted meanwhile
record LedgerCheck(Scenario scenario, Simulator simulator, String machine, Set<String> selected, boolean deleted) {

    private static final Set<String> RAN = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "RUNNING", "STARTED");
    private static final Set<String> ENDED = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");

    void check(JsonNode replay, List<JsonNode> items) {
        ReplayChecks.checkItems(replay, items);
        checkSelection(replay, items);
        checkLedger(items);
        items.forEach(this::checkEnd);
        if (!deleted) {
            assertThat(replay.path("error").isMissingNode())
                    .as("error of %s", replay)
                    .isTrue();
        }
    }

    /// Each source that is selected has one item; nothing else has.
    private void checkSelection(JsonNode replay, List<JsonNode> items) {
        var names =
                items.stream().map(item -> item.path("sourceName").asString()).toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(selected).containsAll(names);
        if (!replay.path("plan").isMissingNode() && !deleted) {
            assertThat(names).as("items of %s", replay).hasSameSizeAs(selected);
        }
    }

    /// What was started is claimed, once, by the item that it belongs to; what is claimed was started.
    private void checkLedger(List<JsonNode> items) {
        var ledger = simulator.ledger();
        var started = Stream.concat(ledger.starts().stream(), ledger.redrives().stream())
                .map(LedgerEntry::executionArn)
                .toList();
        assertThat(started).as("started once").doesNotHaveDuplicates();
        var claimed = new ArrayList<String>();
        var unsure = new HashSet<String>();
        for (var item : items) {
            var arn = item.path("replayExecutionArn").asString("");
            if (ReplayClient.state(item).equals("UNCONFIRMED")) {
                unsure.add(arn);
            } else if (isOwnStart(item)) {
                claimed.add(arn);
            }
        }
        assertThat(started).as("started").containsAll(claimed);
        assertThat(claimed).as("claimed").containsAll(without(started, unsure));
    }

    private static boolean isOwnStart(JsonNode item) {
        return RAN.contains(ReplayClient.state(item))
                && !item.path("adopted").asBoolean()
                && !item.path("startedAt").isMissingNode();
    }

    private static List<String> without(List<String> all, Set<String> some) {
        return all.stream().filter(each -> !some.contains(each)).collect(Collectors.toList());
    }

    /// What an item says of the end of its execution is true.
    private void checkEnd(JsonNode item) {
        var kind = item.path("failureKind").asString("");
        if (kind.equals("READ_FAILED")) {
            assertThat(scenario.mayBeUnavailable())
                    .as("a reason to fail: %s", item)
                    .isTrue();
        }
        assertThat(kind.equals("START_REJECTED") && ReplayClient.state(item).equals("FAILED"))
                .as("nobody rejects: %s", item)
                .isFalse();
        if (ENDED.contains(ReplayClient.state(item))
                && (kind.isEmpty() || kind.equals("EXECUTION_FAILED"))
                && !deleted) {
            var arn = item.path("replayExecutionArn").asString();
            assertThat(statusOf(arn)).as("end of %s", item).isIn(ReplayClient.state(item), "GONE");
        }
    }

    private String statusOf(String arn) {
        try {
            return simulator.execution(arn).status().name();
        } catch (RuntimeException gone) {
            return "GONE";
        }
    }
}
