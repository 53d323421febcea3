package io.github.sfnreplay.system;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static io.github.sfnreplay.testing.service.ReplayClient.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/// What goes wrong on the way pauses a replay or fails it, for a reason that is told, and never makes it lie.
class TroubleTest {

    private static final String SLOWLY =
            "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"limits\": {\"startsPerSecond\": 50}";

    @RegisterExtension
    static final SharedService service = SharedService.unpaced("sfn-replay.upstream-outage-tolerance=2500ms");

    @Test
    void startsNothingIfMoreMatchThanAllowed() {
        var past = SeededMachine.of(service.simulator()).succeeded(11);

        var replay = service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"limits\": {\"maxItems\": 10}"));

        assertThat(state(replay)).isEqualTo("FAILED");
        assertThat(replay.path("stateReason").asString()).isEqualTo("NOTHING_STARTED");
        assertThat(replay.path("error").path("type").asString()).isEqualTo("/problems/max-items-exceeded");
        assertThat(replay.path("error").path("matched").asInt()).isEqualTo(11);
        assertThat(replay.path("error").path("maxItems").asInt()).isEqualTo(10);
        assertThat(service.simulator().ledger().acceptedStarts()).isZero();
    }

    @Test
    void failsWhenTheMachineIsDeletedWhileItStarts() {
        var past = SeededMachine.of(service.simulator()).succeeded(100);
        service.simulator()
                .faults(FaultPlan.seeded(1)
                        .with(FaultKind.SLOW, 0.5, Duration.ofMillis(300), Action.START_EXECUTION)
                        .with(FaultKind.CLOSE_AFTER, 0.1, Action.START_EXECUTION));
        service.simulator().behaviour(run -> Outcome.endless());

        var accepted = service.client().create(past.request(SLOWLY));
        await().until(() -> service.simulator().ledger().acceptedStarts() >= 20);
        service.simulator().startDeleting(past.machine);
        var replay = service.client().end(id(accepted));

        assertMachineGone(replay);
        // a refused start whose answer was lost is unconfirmed as well
        assertThat(service.simulator().ledger().acceptedStarts())
                .isBetween(count(replay, "started"), count(replay, "started") + count(replay, "unconfirmed"));
    }

    @Test
    void failsWhenTheMachineIsDeletedWhileItFollows() {
        var past = SeededMachine.of(service.simulator()).succeeded(30);
        service.simulator().behaviour(run -> Outcome.endless());

        var accepted = service.client().create(past.request());
        service.client().await(id(accepted), replay -> count(replay, "running") == 30);
        service.simulator().deleteMachine(past.machine);
        var replay = service.client().end(id(accepted));

        assertMachineGone(replay);
        assertThat(count(replay, "started")).isEqualTo(30);
    }

    @Test
    void failsWhenTheMachineIsDeletedWhileItFollowsAFew() {
        var past = SeededMachine.of(service.simulator()).succeeded(5);
        service.simulator().behaviour(run -> Outcome.endless());

        var accepted = service.client().create(past.request());
        service.client().await(id(accepted), replay -> count(replay, "running") == 5);
        service.simulator().deleteMachine(past.machine);
        var replay = service.client().end(id(accepted));

        assertMachineGone(replay);
        assertThat(count(replay, "started")).isEqualTo(5);
    }

    @Test
    void skipsWhatExpiredSinceItWasListed() {
        var past = SeededMachine.of(service.simulator()).succeeded(20);
        service.simulator().expire(past.execution("order-3"));

        var replay = service.client().run(past.request());

        assertThat(state(replay)).isEqualTo("SUCCEEDED");
        assertThat(count(replay, "succeeded")).isEqualTo(19);
        assertThat(count(replay, "skipped")).isEqualTo(1);
        assertThat(service.client().items(id(replay)).get(3).path("skipReason").asString())
                .isEqualTo("INPUT_UNAVAILABLE");
    }

    @Test
    void pausesWhenAccessIsDeniedAndFinishesOnceItIsGrantedAgain() {
        var past = SeededMachine.of(service.simulator()).succeeded(150);
        var replays = service.client();

        var accepted = replays.create(past.request(SLOWLY));
        await().until(() -> service.simulator().ledger().acceptedStarts() >= 10);
        service.simulator().faults(FaultPlan.none().with(FaultKind.ACCESS_DENIED, 1, Action.START_EXECUTION));
        var paused = replays.awaitState(id(accepted), "PAUSED");

        assertThat(paused.path("stateReason").asString()).isEqualTo("UPSTREAM_ACCESS_DENIED");
        assertThat(count(paused, "failed")).isZero();

        service.simulator().faults(FaultPlan.none());
        replays.move(id(accepted), "resume");
        assertAllSucceededOnce(replays.end(id(accepted)), 150);
    }

    @Test
    void pausesWhenAccessIsDeniedWhilePlanning() {
        var past = SeededMachine.of(service.simulator()).succeeded(15);
        var replays = service.client();
        service.simulator().faults(FaultPlan.none().with(FaultKind.EXPIRED_TOKEN, 1, Action.LIST_EXECUTIONS));

        var accepted = replays.create(past.request());
        var paused = replays.awaitState(id(accepted), "PAUSED");
        assertThat(paused.path("stateReason").asString()).isEqualTo("UPSTREAM_ACCESS_DENIED");

        service.simulator().faults(FaultPlan.none());
        assertThat(state(replays.move(id(accepted), "resume"))).isIn("PLANNING", "RUNNING", "SUCCEEDED");
        assertAllSucceededOnce(replays.end(id(accepted)), 15);
    }

    @Test
    void pausesInALongOutageAndFinishesWhenItIsResumed() {
        var past = SeededMachine.of(service.simulator()).succeeded(150);
        var replays = service.client();

        var accepted = replays.create(past.request(SLOWLY));
        await().until(() -> service.simulator().ledger().acceptedStarts() >= 10);
        service.simulator().down();
        var paused = replays.awaitState(id(accepted), "PAUSED");

        assertThat(paused.path("stateReason").asString()).isEqualTo("UPSTREAM_UNAVAILABLE");
        assertThat(count(paused, "failed")).isZero();

        service.simulator().up();
        replays.move(id(accepted), "resume");
        assertAllSucceededOnce(replays.end(id(accepted)), 150);
    }

    @Test
    void pausesAgainOnlyAfterAnotherWholeOutage() {
        var past = SeededMachine.of(service.simulator()).succeeded(50);
        var replays = service.client();
        var accepted = replays.create(past.request(SLOWLY));
        await().until(() -> service.simulator().ledger().acceptedStarts() >= 5);
        service.simulator().down();

        for (var i = 0; i < 2; i++) {
            replays.awaitState(id(accepted), "PAUSED");
            var resumed = System.nanoTime();
            replays.move(id(accepted), "resume");
            replays.awaitState(id(accepted), "PAUSED");
            assertThat(Duration.ofNanos(System.nanoTime() - resumed)).isGreaterThan(Duration.ofMillis(2_400));
        }

        service.simulator().up();
        replays.move(id(accepted), "resume");
        assertAllSucceededOnce(replays.end(id(accepted)), 50);
    }

    @Test
    void outlivesAShortOutageWithoutAPause() {
        var past = SeededMachine.of(service.simulator()).succeeded(150);
        var replays = service.client();

        var accepted = replays.create(past.request(SLOWLY));
        await().until(() -> service.simulator().ledger().acceptedStarts() >= 10);
        service.simulator().down();
        await().pollDelay(Duration.ofMillis(600)).until(() -> true);
        service.simulator().up();
        var replay = replays.end(id(accepted));

        assertAllSucceededOnce(replay, 150);
        assertThat(replays.log(id(replay)).toString()).doesNotContain("PAUSED");
    }

    @Test
    void followsByDescriptionsWhenListingsFail() {
        var past = SeededMachine.of(service.simulator()).succeeded(30);
        var replays = service.client();
        service.simulator().behaviour(run -> Outcome.endless());

        var accepted = replays.create(past.request());
        replays.await(id(accepted), replay -> count(replay, "running") == 30);
        service.simulator().faults(FaultPlan.none().with(FaultKind.INTERNAL_FAILURE, 1, Action.LIST_EXECUTIONS));
        await().pollDelay(Duration.ofMillis(3_500)).until(() -> true);
        service.simulator()
                .ledger()
                .starts()
                .forEach(start -> service.simulator().finish(start.executionArn(), Outcome.succeeded("1")));
        await().pollDelay(Duration.ofMillis(3_500)).until(() -> true);
        service.simulator().faults(FaultPlan.none());
        if (state(replays.replay(id(accepted))).equals("PAUSED")) {
            replays.move(id(accepted), "resume");
        }

        assertAllSucceededOnce(replays.end(id(accepted)), 30);
    }

    @Test
    void waitsForPlacesWhenTooManyExecutionsAreOpen() {
        var past = SeededMachine.of(service.simulator()).succeeded(20);
        service.simulator()
                .faults(FaultPlan.none()
                        .next(FaultKind.EXECUTION_LIMIT_EXCEEDED, 5)
                        .next(FaultKind.KMS_THROTTLING, 5));

        assertAllSucceededOnce(service.client().run(past.request()), 20);
    }

    @Test
    void cancelsWhilePlanningAndLeavesNothingPending() {
        var past = SeededMachine.of(service.simulator()).succeeded(1_000);
        service.simulator().listings(ListingFlaws.none().withLargestPage(100));
        service.simulator().latency(Latency.fixed(Duration.ofMillis(20)));

        var accepted = service.client().create(past.request());
        await().until(() -> service.simulator().calls().of(Action.LIST_EXECUTIONS) > 3);
        service.client().move(id(accepted), "cancel");

        assertThat(state(service.client().end(id(accepted)))).isEqualTo("CANCELLED");
        assertThat(service.simulator().ledger().acceptedStarts()).isZero();
    }

    private static void assertMachineGone(JsonNode replay) {
        assertThat(state(replay)).isEqualTo("FAILED");
        assertThat(replay.path("error").path("type").asString()).isEqualTo("/problems/state-machine-not-found");
        assertThat(count(replay, "succeeded")).isZero();
    }

    private static void assertAllSucceededOnce(JsonNode replay, int items) {
        assertThat(state(replay)).isEqualTo("SUCCEEDED");
        assertThat(count(replay, "succeeded")).isEqualTo(items);
        assertThat(count(replay, "adopted")).isZero();
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(items);
    }
}
