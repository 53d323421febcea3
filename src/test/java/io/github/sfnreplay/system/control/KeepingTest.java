package io.github.sfnreplay.system.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.Await;
import io.github.sfnreplay.testing.service.ReplayChecks;
import io.github.sfnreplay.testing.service.TestService;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Versions of a replay, and how long replays are kept.
class KeepingTest {

    @Test
    void theVersionRisesWithEveryVisibleChange() {
        var service = TestService.shared();
        var machine = service.machine();
        service.seedFailed(machine, 40);
        service.simulator().behaviour(run -> Outcome.succeeded("{}").after(java.time.Duration.ofMillis(100)));
        var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 30}");
        Map<Long, JsonNode> seen = new HashMap<>();
        run.until(replay -> {
            var version = replay.at("/version").asLong();
            assertThat(seen.keySet()).allMatch(earlier -> earlier <= version);
            var before = seen.putIfAbsent(version, replay);
            assertThat(replay).isEqualTo(Objects.requireNonNullElse(before, replay));
            return ReplayChecks.isFinal(replay);
        });
        assertThat(seen).hasSizeGreaterThan(5);
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        var service = TestService.shared();
        var machine = service.machine();
        service.seedFailed(machine, 1);
        service.simulator().behaviour(run -> Outcome.endless());
        var run = service.replay(machine, "");
        run.until(replay -> replay.at("/itemCounts/running").asInt() == 1);
        run.pause();
        var paused = service.client().get(run.path());
        var tag = paused.header("ETag");
        run.resume();
        assertThat(service.client().get(run.path(), "If-None-Match", tag).status())
                .isEqualTo(200);
        run.cancel();
        run.await("CANCELLED");
        var last = service.client().get(run.path()).header("ETag");
        assertThat(service.client().get(run.path(), "If-None-Match", last).status())
                .isEqualTo(304);
        assertThat(service.client()
                        .get(run.path(), "If-None-Match", last)
                        .body()
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void aFinalReplayCanBeDeletedOnce() {
        var service = TestService.shared();
        var run = service.replay(service.machine(), "");
        run.ended();
        assertThat(run.delete().status()).isEqualTo(204);
        assertThat(service.client().get(run.path()).status()).isEqualTo(404);
        assertThat(service.client().get(run.path() + "/items").status()).isEqualTo(404);
        assertThat(run.delete().status()).isEqualTo(404);
        assertThat(run.pause().text("/type")).isEqualTo("/problems/replay-not-found");
    }

    @Test
    void theOldestFinishedReplaysGoWhenThereAreTooMany() {
        try (var service = TestService.unpaced("sfn-replay.call-timeout=3s", "sfn-replay.retention.replays=2")) {
            var machine = service.machine();
            var first = service.replay(machine, "");
            first.ended();
            var planned = service.replay(machine, "\"dryRun\": true");
            planned.await("PLANNED");
            for (var i = 0; i < 3; i++) {
                service.replay(machine, "").ended();
            }
            assertThat(service.client().get(first.path()).status()).isEqualTo(404);
            assertThat(planned.state()).isEqualTo("PLANNED");
        }
    }

    @Test
    void finishedAndPlannedReplaysGoAfterATimeAndRunningOnesStay() {
        try (var service = TestService.unpaced("sfn-replay.call-timeout=3s", "sfn-replay.retention.time=1s")) {
            service.simulator().behaviour(run -> Outcome.endless());
            var busy = service.machine();
            service.seedFailed(busy, 1);
            var running = service.replay(busy, "");
            running.until(replay -> replay.at("/itemCounts/running").asInt() == 1);
            var machine = service.machine();
            service.seedFailed(machine, 1);
            var planned = service.replay(machine, "\"dryRun\": true");
            planned.await("PLANNED");
            var finished = service.create(machine, "\"filter\": {\"statuses\": [\"ABORTED\"]}");
            Await.until(() -> service.client().get(finished.path()).status() == 404);
            Await.until(() -> service.client().get(planned.path()).status() == 404);
            assertThat(planned.confirm("{}").status()).isEqualTo(404);
            assertThat(running.state()).isEqualTo("RUNNING");
            running.cancel();
        }
    }

    @Test
    void plansAndReplaysTogetherMayHaveSoManyItems() {
        try (var service = TestService.unpaced("sfn-replay.call-timeout=3s", "sfn-replay.retention.items=25")) {
            var one = service.machine();
            service.seedFailed(one, 20);
            var first = service.replay(one, "\"dryRun\": true");
            first.await("PLANNED");
            var other = service.machine();
            service.seedFailed(other, 10);
            var failed = service.replay(other, "").await("FAILED");
            assertThat(failed.at("/error/type").asString()).isEqualTo("/problems/max-items-exceeded");
            assertThat(service.startedNames()).isEmpty();
            first.confirmed().ended();
            service.replay(other, "").await("SUCCEEDED");
            assertThat(service.client().get(first.path()).status()).isEqualTo(404);
        }
    }

    @Test
    void aLongOutagePausesAndAResumeGoesOn() {
        try (var service =
                TestService.unpaced("sfn-replay.call-timeout=3s", "sfn-replay.upstream-outage-tolerance=1s")) {
            var machine = service.machine();
            service.seedFailed(machine, 40);
            var run = service.replay(machine, "\"limits\": {\"startsPerSecond\": 20}");
            Await.until(() -> service.startedNames().size() >= 3);
            service.simulator().down();
            var paused = run.await("PAUSED");
            assertThat(paused.at("/stateReason").asString()).isEqualTo("UPSTREAM_UNAVAILABLE");
            service.simulator().up();
            assertThat(run.resume().status()).isEqualTo(202);
            assertThat(run.await("SUCCEEDED").at("/itemCounts/succeeded").asInt())
                    .isEqualTo(40);
            assertThat(service.startedNames()).hasSize(40).doesNotHaveDuplicates();
        }
    }
}
