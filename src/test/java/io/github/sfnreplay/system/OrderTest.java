package io.github.sfnreplay.system;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static io.github.sfnreplay.testing.service.ReplayClient.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// In which order replays start, how many run at once, and how they are followed.
class OrderTest {

    @RegisterExtension
    static final SharedService service = SharedService.unpaced();

    @Test
    void startsTheOldestFirst() {
        var past = SeededMachine.of(service.simulator()).succeeded(15);

        service.client().run(strictly(past, "OLDEST_FIRST"));

        assertThat(startedNames()).isEqualTo(names(IntStream.range(0, 15)));
    }

    @Test
    void startsTheNewestFirst() {
        var past = SeededMachine.of(service.simulator()).succeeded(15);

        service.client().run(strictly(past, "NEWEST_FIRST"));

        assertThat(startedNames()).isEqualTo(names(IntStream.range(0, 15).map(i -> 14 - i)));
    }

    @Test
    void keepsTheOrderUnderFaultsWhenOneRunsAfterTheOther() {
        var past = SeededMachine.of(service.simulator()).succeeded(15);
        var open = service.simulator().openHighWaterMark();
        service.simulator()
                .faults(FaultPlan.seeded(7)
                        .with(FaultKind.CLOSE_AFTER, 0.05)
                        .with(FaultKind.INTERNAL_FAILURE, 0.05)
                        .with(FaultKind.THROTTLE, 0.05));

        service.client().run(strictly(past, "OLDEST_FIRST"));

        assertThat(startedNames()).isEqualTo(names(IntStream.range(0, 15)));
        assertThat(service.simulator().openHighWaterMark() - open).isEqualTo(1);
    }

    @Test
    void boundsHowManyRunAtOnce() {
        var past = SeededMachine.of(service.simulator()).succeeded(60);
        var open = service.simulator().openHighWaterMark();
        service.simulator().behaviour(run -> Outcome.succeeded("1").after(Duration.ofMillis(100)));

        var replay = service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"limits\": {\"maxConcurrency\": 7}"));

        assertThat(count(replay, "succeeded")).isEqualTo(60);
        assertThat(service.simulator().openHighWaterMark() - open).isBetween(2, 7);
    }

    @Test
    void isDoneWhenAllAreStartedIfNothingIsToBeFollowed() {
        var past = SeededMachine.of(service.simulator()).succeeded(30);
        service.simulator().behaviour(run -> Outcome.endless());

        var replay =
                service.client().run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"follow\": \"NONE\""));

        assertThat(state(replay)).isEqualTo("SUCCEEDED");
        assertThat(count(replay, "started")).isEqualTo(30);
        assertThat(replay.path("stateReason").isMissingNode()).isTrue();
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(30);
        finishAll();
    }

    @Test
    void followsThroughLaggingListingsAndForeignTraffic() {
        var past = SeededMachine.of(service.simulator()).succeeded(60);
        service.simulator()
                .listings(ListingFlaws.none().withLag(Duration.ofSeconds(2)).withLargestPage(25));
        service.simulator().behaviour(run -> Outcome.succeeded("1").after(Duration.ofMillis(300)));

        var accepted = service.client().create(past.request());
        for (var i = 0; i < 200; i++) {
            past.endedJustNow("foreign-" + i);
        }
        var replay = service.client().end(id(accepted));

        assertThat(count(replay, "succeeded")).isEqualTo(60);
        assertThat(count(replay, "total")).isEqualTo(60);
    }

    @Test
    void followsAdoptedExecutionsThatStillRun() {
        var past = SeededMachine.of(service.simulator()).succeeded(15);
        service.simulator().behaviour(run -> Outcome.endless());
        var accepted = service.client()
                .create(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"follow\": \"NONE\""));
        service.client().end(id(accepted));

        var again = service.client().create(ReplayClient.resolved(accepted).replace("NONE", "OUTCOME"));
        service.client().await(id(again), replay -> count(replay, "running") == 15);
        for (var i = 0; i < 15; i++) {
            service.simulator()
                    .finish(
                            past.execution("order-" + i + "-replay-1"),
                            i == 0 ? Outcome.failed("Lambda.Oops", "again") : Outcome.succeeded("1"));
        }
        var replay = service.client().end(id(again));

        assertThat(count(replay, "adopted")).isEqualTo(15);
        assertThat(count(replay, "succeeded")).isEqualTo(14);
        assertThat(count(replay, "failed")).isEqualTo(1);
        assertThat(replay.path("stateReason").asString()).isEqualTo("NOTHING_STARTED");
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(15);
    }

    @Test
    void tellsWhenAnAdoptedExecutionRanAlthoughNoListingShowedIt() {
        var past = SeededMachine.of(service.simulator());
        var source = past.succeeded("order", 120, 100);
        past.succeeded("order-replay-1", 90, 80);
        for (var i = 0; i < 10; i++) {
            past.endedJustNow("foreign-" + i);
        }
        service.simulator().listings(ListingFlaws.none().withLargestPage(2));

        var replay = service.client().run(past.request("\"filter\": {\"executionArns\": [\"" + source + "\"]}"));

        assertThat(count(replay, "adopted")).isEqualTo(1);
        var item = service.client().items(id(replay)).getFirst();
        assertThat(item.path("startedAt").asString()).isEqualTo(past.ago(90).toString());
        assertThat(item.path("stoppedAt").asString()).isEqualTo(past.ago(80).toString());
    }

    @Test
    void doesNotHurryThroughListingsWhileStartsWaitForEnds() {
        var past = SeededMachine.of(service.simulator()).succeeded(30);
        service.simulator().behaviour(run -> Outcome.succeeded("1").after(Duration.ofSeconds(3)));

        var replay = service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"limits\": {\"maxConcurrency\": 15}"));

        assertThat(count(replay, "succeeded")).isEqualTo(30);
        assertThat(service.simulator().calls().of(Action.LIST_EXECUTIONS)).isLessThan(300);
    }

    @Test
    void startsNothingFasterThanAsked() {
        var past = SeededMachine.of(service.simulator()).succeeded(30);
        service.simulator().faults(FaultPlan.seeded(3).with(FaultKind.INTERNAL_FAILURE, 0.1));

        service.client()
                .run(past.request(
                        "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"limits\": {\"startsPerSecond\": 10}"));

        var starts = service.simulator().ledger().starts();
        var took = Duration.between(starts.getFirst().at(), starts.getLast().at());
        assertThat(took).isBetween(Duration.ofMillis(2_850), Duration.ofSeconds(8));
    }

    @Test
    void runsOnTwoMachinesAtOnce() {
        var one = SeededMachine.of(service.simulator()).succeeded(50);
        var other = SeededMachine.of(service.simulator()).succeeded(50);
        service.simulator().behaviour(run -> Outcome.endless());

        var first = service.client().create(one.request());
        var second = service.client().create(other.request());
        await().until(() -> service.simulator().ledger().acceptedStarts() == 100);
        finishAll();

        assertThat(count(service.client().end(id(first)), "succeeded")).isEqualTo(50);
        assertThat(count(service.client().end(id(second)), "succeeded")).isEqualTo(50);
    }

    private static void finishAll() {
        service.simulator()
                .ledger()
                .starts()
                .forEach(start -> service.simulator().finish(start.executionArn(), Outcome.succeeded("1")));
    }

    private static String strictly(SeededMachine past, String order) {
        return past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"order\": \"" + order
                + "\", \"limits\": {\"maxConcurrency\": 1}");
    }

    private static List<String> startedNames() {
        return service.simulator().ledger().starts().stream()
                .map(LedgerEntry::name)
                .toList();
    }

    private static List<String> names(IntStream numbers) {
        return numbers.mapToObj(i -> "order-" + i + "-replay-1").toList();
    }
}
