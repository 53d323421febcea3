package io.github.sfnreplay.system;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static io.github.sfnreplay.testing.service.ReplayClient.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.logs.LogFlaws;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// EXPRESS machines, of whose executions only logs tell, as sources and as targets.
class ExpressTest {

    @RegisterExtension
    static final SharedService service = SharedService.unpaced("sfn-replay.logs.ingestion-delay=3s");

    private final SeededMachine past = SeededMachine.of(
            service.simulator(), MachineSpec.express(SeededMachine.newName()).withLogs());

    @BeforeEach
    void withoutFlaws() {
        service.simulator().logs().flaws(LogFlaws.none());
    }

    @Test
    void replaysIntoAStandardMachine() {
        past.succeeded(300).ended(20, ExecutionStatus.FAILED, "bad-");

        var replay = service.client().run(into(standard(), "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}"));

        assertThat(state(replay)).isEqualTo("SUCCEEDED");
        assertThat(count(replay, "succeeded")).isEqualTo(300);
        assertEachStartedOnce(300);
        assertThat(service.client()
                        .items(id(replay))
                        .getFirst()
                        .path("sourceExecutionArn")
                        .asString())
                .contains(":express:");
        assertThat(replay.path("plan").path("inputsFrom").path("logs").asInt()).isEqualTo(300);
        assertThat(service.simulator().calls().of(Action.DESCRIBE_EXECUTION)).isZero();
    }

    @Test
    void judgesWhatFailedAgain() {
        past.ended(20, ExecutionStatus.FAILED, "bad-");
        service.simulator().behaviour(run -> Outcome.failed("Lambda.Unknown", "It broke"));

        var replay = service.client().run(into(standard(), "\"filter\": {\"statuses\": [\"FAILED\"]}"));

        assertThat(replay.path("verdictCounts").path("stillFailing").asInt())
                .as(replay.toString())
                .isEqualTo(20);
    }

    @Test
    void replaysIntoItselfAndFollowsByLogs() {
        past.succeeded(100);
        service.simulator()
                .behaviour(run -> run.input().contains("order-7")
                        ? Outcome.failed("Boom", "It broke").after(Duration.ofMillis(200))
                        : Outcome.succeeded("{\"ok\": true}").after(Duration.ofMillis(200)));

        var replay = service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"follow\": \"OUTPUT\""));

        assertThat(count(replay, "succeeded")).as(replay.toString()).isEqualTo(89);
        assertThat(count(replay, "failed")).isEqualTo(11);
        assertThat(replay.path("verdictCounts").path("identical").asInt()).isEqualTo(89);
        assertThat(replay.path("verdictCounts").path("regressed").asInt()).isEqualTo(11);
        assertThat(replay.path("failureGroups").toString()).contains("Boom");
        assertThat(replay.path("plan").path("warnings").toString()).contains("EXPRESS_HAS_NO_LOCK");
        assertEachStartedOnce(100);
    }

    @Test
    void retriesWhatFailed() {
        past.succeeded(30);
        service.simulator().behaviour(run -> Outcome.failed("Boom", "It broke"));
        var failed = service.client().run(past.request());
        assertThat(count(failed, "failed")).isEqualTo(30);
        service.simulator().behaviour(run -> Outcome.succeeded("{}"));

        var again = service.client().post("/replays/" + id(failed) + "/retry-failed", "{}");
        var retried = service.client().end(again.body().path("id").asString());

        assertThat(count(retried, "succeeded")).isEqualTo(30);
        assertThat(service.simulator().ledger().starts()).hasSize(60);
    }

    @Test
    void neverRepeatsAStartWhoseAnswerWasLost() {
        past.succeeded(60);
        service.simulator()
                .faults(FaultPlan.seeded(7)
                        .with(FaultKind.CLOSE_AFTER, 0.2, Action.START_EXECUTION)
                        .with(FaultKind.CLOSE_BEFORE, 0.1, Action.START_EXECUTION)
                        .with(FaultKind.THROTTLE, 0.1, Action.START_EXECUTION));

        var replay = service.client().run(past.request());

        var started = service.simulator().ledger().acceptedStarts();
        assertThat(service.simulator().ledger().distinctNames())
                .as("none twice")
                .isEqualTo(started);
        assertThat(count(replay, "succeeded")).as("found by their names").isEqualTo(started);
        assertThat(count(replay, "unconfirmed"))
                .as("never repeated")
                .isEqualTo(60 - started)
                .isPositive();
    }

    @Test
    void skipsWhatHasNoEnd() {
        past.succeeded(20);
        past.running("endless");

        var replay = service.client().run(into(standard(), "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}"));

        assertThat(count(replay, "succeeded")).isEqualTo(20);
        assertThat(replay.path("plan")
                        .path("skippedByReason")
                        .path("NO_OUTCOME_LOGGED")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void skipsWhoseInputIsCutOrMissing() {
        past.succeeded(200);
        service.simulator()
                .logs()
                .flaws(LogFlaws.none().withTruncated(0.1).withRepeated(0.1).withPages(true, 50));

        var replay = service.client().run(into(standard(), "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}"));

        var started = service.simulator().ledger().acceptedStarts();
        assertThat(count(replay, "succeeded")).isEqualTo(started).isBetween(150, 195);
        assertThat(count(replay, "skipped")).isEqualTo(200 - started);
        assertEachStartedOnce(started);
    }

    @Test
    void selectsByExpressionsAndNames() {
        past.succeeded(120);

        var replay = service.client()
                .run(into(
                        standard(),
                        "\"filter\": {\"statuses\": [\"SUCCEEDED\"], \"namePrefix\": \"order-1\", \"inputMatches\":"
                                + " \"$contains(id, '10')\"}, \"inputTransform\": \"$merge([$, {'again': true}])\""));

        assertThat(count(replay, "total")).isEqualTo(12);
        assertThat(service.simulator().ledger().starts())
                .extracting(LedgerEntry::input)
                .allMatch(input -> input.contains("again"));
    }

    @Test
    void saysWhatIsMissing() {
        var simulator = service.simulator();
        var quiet = simulator.createMachine(
                MachineSpec.express(SeededMachine.newName()).withLogs("ERROR", true, "/quiet"));
        var blind = simulator.createMachine(
                MachineSpec.express(SeededMachine.newName()).withLogs("ALL", false, "/blind"));
        var none = simulator.createMachine(MachineSpec.express(SeededMachine.newName()));
        var masked = simulator.createMachine(
                MachineSpec.express(SeededMachine.newName()).withLogs("ALL", true, "/masked"));
        simulator.logs().group("/masked").protect();

        assertRefused(quiet, "logging-not-sufficient", "level is ERROR");
        assertRefused(blind, "logging-not-sufficient", "includeExecutionData is false");
        assertRefused(none, "logging-not-sufficient", "no log group");
        assertRefused(masked, "logs-are-masked", "data protection policy");
    }

    @Test
    void refusesToRedrive() {
        var answer = service.client()
                .post("/replays", past.request("\"filter\": {\"statuses\": [\"FAILED\"]}," + " \"mode\": \"REDRIVE\""));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().toString()).contains("state-machine-type-not-supported", "START_NEW");
    }

    private void assertRefused(String machine, String type, String detail) {
        var answer = service.client()
                .post(
                        "/replays",
                        "{\"stateMachineArn\": \"" + machine + "\", \"filter\": {\"statuses\": [\"SUCCEEDED\"]}}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("type").asString()).isEqualTo("/problems/" + type);
        assertThat(answer.body().path("detail").asString()).contains(detail);
    }

    private static String standard() {
        return service.simulator().createMachine(MachineSpec.standard(SeededMachine.newName()));
    }

    private String into(String target, String members) {
        return past.request("\"target\": {\"stateMachineArn\": \"" + target + "\"}, " + members);
    }

    private static void assertEachStartedOnce(int count) {
        List<LedgerEntry> starts = service.simulator().ledger().starts();
        assertThat(starts).hasSize(count);
        assertThat(service.simulator().ledger().duplicateInputs()).isZero();
        assertThat(starts)
                .allMatch(start -> start.input()
                        .matches("\\{\"id\": \"" + start.name().replaceAll("-[0-9a-f]{16}-replay-1$", "") + "\"}"));
    }
}
