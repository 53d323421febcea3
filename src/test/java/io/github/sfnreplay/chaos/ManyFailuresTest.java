package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Failures are judged at the pace of AWS's reads, minutes for some thousand; nobody who cancels, or sends a request
/// again, waits for that.
@Tag("chaos")
class ManyFailuresTest {

    private static final int FAILURES = 1_500;
    private static final int OTHERS = 200;

    /// It keeps to its share of AWS's own quotas.
    private static final TestService service = TestService.start(SimulatorOptions.defaults(), List.of());

    private String machine = "";

    @BeforeEach
    void fill() {
        service.resetSimulator();
        machine = service.simulator().createMachine(MachineSpec.standard("orders-" + UUID.randomUUID()));
        var now = Instant.now();
        service.simulator()
                .seed(machine, FAILURES + OTHERS, i -> failed("order-%04d".formatted(i), now.minusSeconds(7_200 - i)));
    }

    @AfterAll
    static void close() {
        service.close();
    }

    @Test
    void aCancelWaitsForNoJudgement() {
        var id = redriveUntilMostHaveFailed();
        var starts = service.simulator().ledger().acceptedRedrives();
        assertThat(starts).isLessThan(FAILURES + OTHERS);

        var asked = Instant.now();
        cancel(id, "{}");
        var answered = Instant.now();
        var replay = service.client().awaitState(id, "CANCELLED");

        var cancelled = millis(answered, Instant.now());
        var lastStart = millis(answered, last(service.simulator().ledger().redrives()));
        System.out.printf(
                "many failures: cancel answered after %d ms; last start call %d ms after the answer; CANCELLED %d ms"
                        + " after it, with %d of %d failures judged%n",
                millis(asked, answered), lastStart, cancelled, ReplayClient.count(replay, "failed"), starts);
        assertThat(ReplayClient.count(replay, "failed"))
                .as("judged before the end")
                .isLessThan(FAILURES / 2);
        assertThat(lastStart).isLessThan(1_000);
        assertThat(cancelled).isLessThan(10_000);
    }

    @Test
    void stoppingWaitsForNoJudgement() {
        var id = redriveUntilMostHaveFailed();

        cancel(id, "{\"stopRunning\": true}");
        var answered = Instant.now();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> service.simulator().ledger().acceptedStops() > 0);

        var stops = service.simulator().ledger().stops();
        var firstStop = millis(answered, stops.getFirst().at());
        await().atMost(Duration.ofMinutes(1)).until(() -> open() == 0);
        var lastStop = millis(answered, last(service.simulator().ledger().stops()));
        System.out.printf(
                "many failures: first StopExecution %d ms after the answer to the cancel, the last of %d after %d ms%n",
                firstStop, service.simulator().ledger().acceptedStops(), lastStop);
        assertThat(firstStop).isLessThan(5_000);
    }

    @Test
    void aResendStartsBeforeItHasJudgedWhatFailedBefore() {
        var now = Instant.now();
        service.simulator()
                .seed(machine, FAILURES, i -> failed("order-%04d-replay-1".formatted(i), now.minusSeconds(3_600 - i)));
        service.simulator().behaviour(run -> Outcome.endless());
        var id = ReplayClient.id(service.client().create(request("\"mode\": \"START_NEW\"")));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> service.simulator().ledger().acceptedStarts() > 0);
        var planned =
                Instant.parse(service.client().replay(id).path("plannedAt").asString());
        var first =
                millis(planned, service.simulator().ledger().starts().getFirst().at());
        service.client().await(id, replay -> ReplayClient.count(replay, "failed") > 20);

        cancel(id, "{}");
        var answered = Instant.now();
        var replay = service.client().awaitState(id, "CANCELLED");
        var cancelled = millis(answered, Instant.now());
        var lastStart = millis(answered, last(service.simulator().ledger().starts()));
        System.out.printf(
                "many failures: resend: first new start %d ms after its plan; %d old failures were judged when it was"
                        + " cancelled: last start call %d ms, CANCELLED %d ms after the answer%n",
                first, ReplayClient.count(replay, "failed"), lastStart, cancelled);
        assertThat(first).isLessThan(10_000);
        assertThat(cancelled).isLessThan(10_000);
    }

    /// Redrives need no read, so that ends come far faster than they can be judged.
    private String redriveUntilMostHaveFailed() {
        var endless = OTHERS / 4;
        service.simulator()
                .behaviour(run -> Integer.parseInt(run.name().substring("order-".length())) < endless
                        ? Outcome.endless()
                        : Outcome.failed("Order.Broken", "again"));
        var id = ReplayClient.id(service.client().create(request("\"mode\": \"REDRIVE\"")));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> service.simulator().ledger().acceptedRedrives() > FAILURES);
        return id;
    }

    private long open() {
        return service.simulator().ledger().redrives().stream()
                .map(LedgerEntry::executionArn)
                .filter(arn -> service.simulator().execution(arn).status() == ExecutionStatus.RUNNING)
                .count();
    }

    private String request(String members) {
        return """
                {"stateMachineArn": "%s", "filter": {"statuses": ["FAILED"], "startedBefore": "%s"}, %s}""".formatted(machine, Instant.now().minusSeconds(5_000), members);
    }

    private static void cancel(String id, String body) {
        assertThat(service.client().post("/replays/" + id + "/cancel", body).status())
                .isEqualTo(202);
    }

    private static Instant last(List<LedgerEntry> entries) {
        return entries.getLast().at();
    }

    private static long millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }

    private static PastExecution failed(String name, Instant stopped) {
        return PastExecution.failed(name, "{}", "Order.Broken", "it broke", stopped.minusSeconds(1), stopped);
    }
}
