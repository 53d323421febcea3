package io.github.sfnreplay.system;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.logs.Group;
import io.github.sfnreplay.simulator.logs.LogFlaws;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// Inputs and ends of a STANDARD machine are read from its logs where that is faster, and never a wrong one.
class LogsTest {

    private static final String QUOTAS = "sfn-replay.pacing.quotas.ap-northeast-1.";

    @RegisterExtension
    static final SharedService service = SharedService.paced(
            "sfn-replay.pacing.share=1",
            QUOTAS + "DescribeExecution.capacity=40",
            QUOTAS + "DescribeExecution.refill-per-second=60",
            QUOTAS + "GetExecutionHistory.capacity=40",
            QUOTAS + "GetExecutionHistory.refill-per-second=60",
            QUOTAS + "ListExecutions.capacity=1000",
            QUOTAS + "ListExecutions.refill-per-second=1000",
            QUOTAS + "StartExecution.capacity=100000",
            QUOTAS + "StartExecution.refill-per-second=100000",
            QUOTAS + "FilterLogEvents.capacity=1000",
            QUOTAS + "FilterLogEvents.refill-per-second=1000",
            QUOTAS + "DescribeLogGroups.capacity=1000",
            QUOTAS + "DescribeLogGroups.refill-per-second=1000");

    private final SeededMachine past = SeededMachine.of(
            service.simulator(), MachineSpec.standard(SeededMachine.newName()).withLogs());

    @BeforeEach
    void withoutFlaws() {
        service.simulator().logs().flaws(LogFlaws.none());
    }

    @Test
    void readsInputsFromLogs() {
        past.succeeded(1_500);

        var replay = service.client().run(past.request());

        assertThat(count(replay, "succeeded")).isEqualTo(1_500);
        assertEveryInputIsItsSources(1_500);
        var from = replay.path("plan").path("inputsFrom");
        assertThat(from.path("logs").asInt()).as(from.toString()).isEqualTo(1_500);
        assertThat(from.path("perSecond").asDouble()).isGreaterThan(120);
        assertThat(reads()).as("the first ten are compared").isBetween(10L, 30L);
    }

    @Test
    void losesDoublesAndConfusesNothingThoughEventsAreMissingCutMaskedOrRepeated() {
        past.succeeded(1_500);
        service.simulator().logs().flaws(LogFlaws.none().withShares(0.05).withPages(true, 200));

        var replay = service.client().run(past.request());

        assertThat(state(replay)).isEqualTo("SUCCEEDED");
        assertThat(count(replay, "succeeded")).isEqualTo(1_500);
        assertEveryInputIsItsSources(1_500);
        var from = replay.path("plan").path("inputsFrom");
        assertThat(from.path("api").asInt()).isBetween(100, 400);
        assertThat(from.path("logs").asInt()).isGreaterThan(1_000);
    }

    @Test
    void selectsByInputsFromLogs() {
        past.succeeded(1_000);

        var replay = service.client()
                .run(past.request(
                        "\"filter\": {\"statuses\": [\"SUCCEEDED\"], \"inputMatches\":" + " \"$contains(id, '77')\"}"));

        assertThat(count(replay, "total")).isEqualTo(19);
        assertThat(reads()).isLessThan(60);
    }

    @Test
    void comparesOutputsFromLogs() {
        past.succeeded(600);

        var replay = service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"follow\": \"OUTPUT\""));

        assertThat(replay.path("verdictCounts").path("outputChanged").asInt()).isEqualTo(600);
        assertThat(reads()).as("outputs of the new ones, and the first ten").isBetween(600L, 680L);
    }

    @Test
    void readsErrorsFromLogs() {
        past.ended(600, ExecutionStatus.FAILED, "bad-");

        var replay = service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"FAILED\"], \"errors\":" + " [\"Lambda.*\"]}"));

        assertThat(count(replay, "total")).isEqualTo(600);
        assertThat(reads()).isLessThan(60);
    }

    @Test
    void readsByTheApiWhatIsMasked() {
        past.succeeded(150);
        group().protect();

        assertWarnedOnce(service.client().run(past.request()), "masks");
    }

    @Test
    void readsByTheApiWhatMayNotBeSearched() {
        past.succeeded(150);
        service.simulator().faults(FaultPlan.none().with(FaultKind.ACCESS_DENIED, 1, Action.FILTER_LOG_EVENTS));

        assertWarnedOnce(service.client().run(past.request()), "AccessDenied");
    }

    @Test
    void readsByTheApiWhatCannotBeSearched() {
        past.succeeded(150);
        group().becomeInfrequent();

        assertWarnedOnce(service.client().run(past.request()), "of a class that cannot be searched");
    }

    @Test
    void readsByTheApiWhatIsOlderThanTheLogsKeep() {
        for (var i = 0; i < 60; i++) {
            past.succeeded(
                    "old-" + i,
                    Duration.ofDays(9).toSeconds() + i,
                    Duration.ofDays(9).toSeconds());
        }
        past.succeeded(200);
        group().retain(7);

        var replay = service.client().run(past.request());

        assertThat(count(replay, "succeeded")).isEqualTo(260);
        assertThat(replay.path("plan").path("inputsFrom").path("api").asInt()).isEqualTo(60);
        assertThat(replay.path("plan").path("inputsFrom").path("logs").asInt()).isEqualTo(200);
    }

    @Test
    void readsByTheApiWhatIsDeliveredLate() {
        past.succeeded(150);
        service.simulator().logs().flaws(LogFlaws.none().withDelay(Duration.ofHours(1)));

        var replay = service.client().run(past.request());

        assertThat(count(replay, "succeeded")).isEqualTo(150);
        assertEveryInputIsItsSources(150);
        assertThat(replay.path("plan").path("inputsFrom").path("logs").asInt()).isZero();
    }

    @Test
    void knowsItsMachineInAGroupOfSeveral() {
        var other = SeededMachine.of(
                service.simulator(),
                MachineSpec.standard(past.machine.substring(past.machine.lastIndexOf(':') + 1) + "-too")
                        .withLogs("ALL", true, group().name()));
        other.succeeded(300);
        past.succeeded(300);

        var replay = service.client().run(past.request());

        assertThat(count(replay, "succeeded")).isEqualTo(300);
        assertEveryInputIsItsSources(300);
        assertThat(replay.path("plan").path("inputsFrom").path("logs").asInt()).isEqualTo(300);
    }

    @Test
    void leavesLogsAloneThatHoldNoInputs() {
        var quiet = SeededMachine.of(
                service.simulator(),
                MachineSpec.standard(SeededMachine.newName()).withLogs("ERROR", true, "/quiet"));
        quiet.succeeded(150);

        var replay = service.client().run(quiet.request());

        assertThat(count(replay, "succeeded")).isEqualTo(150);
        assertThat(service.simulator().calls().of(Action.FILTER_LOG_EVENTS)).isZero();
        assertThat(replay.path("plan").path("warnings")).isEmpty();
    }

    private void assertWarnedOnce(JsonNode replay, String why) {
        assertThat(count(replay, "succeeded")).isEqualTo(150);
        assertEveryInputIsItsSources(150);
        assertThat(replay.path("plan").path("warnings"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.toString()).contains("LOGS_NOT_USED", why));
    }

    private static long reads() {
        var calls = service.simulator().calls();
        return calls.of(Action.DESCRIBE_EXECUTION) + calls.of(Action.GET_EXECUTION_HISTORY);
    }

    private Group group() {
        return service.simulator()
                .logs()
                .group("/aws/vendedlogs/states/" + past.machine.substring(past.machine.lastIndexOf(':') + 1));
    }

    /// Byte by byte, in the ledger of what was started.
    private static void assertEveryInputIsItsSources(int count) {
        Map<String, String> started = service.simulator().ledger().starts().stream()
                .collect(Collectors.toMap(LedgerEntry::name, LedgerEntry::input));
        assertThat(started)
                .hasSize(count)
                .allSatisfy((name, input) ->
                        assertThat(input).isEqualTo("{\"id\": \"" + name.replace("-replay-1", "") + "\"}"));
    }
}
