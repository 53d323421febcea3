package io.github.sfnreplay.controls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.Outcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Versions of a replay, and how long replays are kept.
class KeepingTest {

    @Test
    void theVersionRisesWithEveryVisibleChange() {
        var stage = Stage.shared();
        var machine = stage.machine();
        stage.seedFailed(machine, 40);
        stage.simulator().behaviour(run -> Outcome.succeeded("{}").after(java.time.Duration.ofMillis(100)));
        var run = stage.replay(machine, "\"limits\": {\"startsPerSecond\": 30}");
        Map<Long, JsonNode> seen = new HashMap<>();
        run.until(replay -> {
            var version = replay.at("/version").asLong();
            assertThat(seen.keySet()).allMatch(earlier -> earlier <= version);
            var before = seen.putIfAbsent(version, replay);
            assertThat(replay).isEqualTo(Objects.requireNonNullElse(before, replay));
            return Invariants.FINAL.contains(replay.at("/state").asString());
        });
        assertThat(seen).hasSizeGreaterThan(5);
    }

    @Test
    void whatIsKnownIsNotSentAgain() {
        var stage = Stage.shared();
        var machine = stage.machine();
        stage.seedFailed(machine, 1);
        stage.simulator().behaviour(run -> Outcome.endless());
        var run = stage.replay(machine, "");
        run.until(replay -> replay.at("/itemCounts/running").asInt() == 1);
        run.pause();
        var paused = stage.get(run.path());
        var tag = Objects.requireNonNull(paused.headers().getETag());
        run.resume();
        assertThat(stage.get(run.path(), tag).status()).isEqualTo(200);
        run.cancel();
        run.await("CANCELLED");
        var last = Objects.requireNonNull(stage.get(run.path()).headers().getETag());
        assertThat(stage.get(run.path(), last).status()).isEqualTo(304);
        assertThat(stage.get(run.path(), last).body().isMissingNode()).isTrue();
    }

    @Test
    void aFinalReplayCanBeDeletedOnce() {
        var stage = Stage.shared();
        var run = stage.replay(stage.machine(), "");
        run.ended();
        assertThat(run.delete().status()).isEqualTo(204);
        assertThat(stage.get(run.path()).status()).isEqualTo(404);
        assertThat(stage.get(run.path() + "/items").status()).isEqualTo(404);
        assertThat(run.delete().status()).isEqualTo(404);
        assertThat(run.pause().text("/type")).isEqualTo("/problems/replay-not-found");
    }

    @Test
    void theOldestFinishedReplaysGoWhenThereAreTooMany() {
        try (var stage = Stage.with("sfn-replay.retention.replays=2")) {
            var machine = stage.machine();
            var first = stage.replay(machine, "");
            first.ended();
            var planned = stage.replay(machine, "\"dryRun\": true");
            planned.await("PLANNED");
            for (var i = 0; i < 3; i++) {
                stage.replay(machine, "").ended();
            }
            assertThat(stage.get(first.path()).status()).isEqualTo(404);
            assertThat(planned.state()).isEqualTo("PLANNED");
        }
    }

    @Test
    void finishedAndPlannedReplaysGoAfterATimeAndRunningOnesStay() {
        try (var stage = Stage.with("sfn-replay.retention.time=1s")) {
            stage.simulator().behaviour(run -> Outcome.endless());
            var busy = stage.machine();
            stage.seedFailed(busy, 1);
            var running = stage.replay(busy, "");
            running.until(replay -> replay.at("/itemCounts/running").asInt() == 1);
            var machine = stage.machine();
            stage.seedFailed(machine, 1);
            var planned = stage.replay(machine, "\"dryRun\": true");
            planned.await("PLANNED");
            var finished = stage.create(machine, "\"filter\": {\"statuses\": [\"ABORTED\"]}");
            Await.until(() -> stage.get(finished.path()).status() == 404);
            Await.until(() -> stage.get(planned.path()).status() == 404);
            assertThat(planned.confirm("{}").status()).isEqualTo(404);
            assertThat(running.state()).isEqualTo("RUNNING");
            running.cancel();
        }
    }

    @Test
    void plansAndReplaysTogetherMayHaveSoManyItems() {
        try (var stage = Stage.with("sfn-replay.retention.items=25")) {
            var one = stage.machine();
            stage.seedFailed(one, 20);
            var first = stage.replay(one, "\"dryRun\": true");
            first.await("PLANNED");
            var other = stage.machine();
            stage.seedFailed(other, 10);
            var failed = stage.replay(other, "").await("FAILED");
            assertThat(failed.at("/error/type").asString()).isEqualTo("/problems/max-items-exceeded");
            assertThat(stage.startedNames()).isEmpty();
            first.confirmed().ended();
            stage.replay(other, "").await("SUCCEEDED");
            assertThat(stage.get(first.path()).status()).isEqualTo(404);
        }
    }

    @Test
    void aLongOutagePausesAndAResumeGoesOn() {
        try (var stage = Stage.with("sfn-replay.upstream-outage-tolerance=1s")) {
            var machine = stage.machine();
            stage.seedFailed(machine, 40);
            var run = stage.replay(machine, "\"limits\": {\"startsPerSecond\": 20}");
            Await.until(() -> stage.startedNames().size() >= 3);
            stage.simulator().down();
            var paused = run.await("PAUSED");
            assertThat(paused.at("/stateReason").asString()).isEqualTo("UPSTREAM_UNAVAILABLE");
            stage.simulator().up();
            assertThat(run.resume().status()).isEqualTo(202);
            assertThat(run.await("SUCCEEDED").at("/itemCounts/succeeded").asInt())
                    .isEqualTo(40);
            assertThat(stage.startedNames()).hasSize(40).doesNotHaveDuplicates();
        }
    }
}
