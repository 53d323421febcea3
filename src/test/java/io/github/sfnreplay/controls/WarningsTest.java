package io.github.sfnreplay.controls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each warning that a plan can hold, and that it is not there without its cause.
class WarningsTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Stage stage = Stage.shared();
    private final String machine = stage.machine();

    @Test
    void aRedriveUsesTheOriginalDefinitionAndHasNoLock() {
        stage.seedFailed(machine, 1);
        assertThat(warnings("\"mode\": \"REDRIVE\""))
                .containsOnlyKeys("REDRIVE_USES_ORIGINAL_DEFINITION", "REDRIVE_HAS_NO_LOCK");
        assertThat(warnings("\"mode\": \"AUTO\""))
                .containsOnlyKeys("REDRIVE_USES_ORIGINAL_DEFINITION", "REDRIVE_HAS_NO_LOCK");
        assertThat(warnings("\"mode\": \"START_NEW\"")).isEmpty();
    }

    @Test
    void sourcesOfAnAliasAreStartedOnTheLatestRevision() {
        var aliased = stage.simulator()
                .createMachine(
                        MachineSpec.standard("aliased-" + System.nanoTime()).withAlias("PROD", 1));
        stage.simulator().seed(aliased + ":PROD", Stage.failed("one", "{}", 1));
        var warned = stage.replay(aliased, "\"dryRun\": true");
        assertThat(warnings(warned)).containsOnlyKeys("SOURCES_USED_ALIAS_OR_VERSION");
        var target = "\"target\": {\"stateMachineArn\": \"" + aliased + ":PROD\"}";
        assertThat(warnings(stage.replay(aliased, "\"dryRun\": true, " + target)))
                .isEmpty();
    }

    @Test
    void theTargetIsAnotherMachine() {
        stage.seedFailed(machine, 1);
        var other = stage.machine();
        var warnings = warnings("\"target\": {\"stateMachineArn\": \"" + other + "\"}");
        assertThat(warnings).containsOnlyKeys("TARGET_IS_ANOTHER_MACHINE");
        assertThat(warnings.get("TARGET_IS_ANOTHER_MACHINE")).contains(other.substring(other.lastIndexOf(':') + 1));
    }

    @Test
    void someThatWouldMatchStillRun() {
        stage.seedFailed(machine, 1);
        stage.seed(machine, 2, i -> PastExecution.running("running-" + i, "{}", Stage.started(i)));
        assertThat(warnings(""))
                .hasEntrySatisfying(
                        "MATCHING_STILL_RUNNING", detail -> assertThat(detail).startsWith("2 "));
    }

    @Test
    void theTimeToRedriveEndsSoon() {
        seedStopped("soon", DAY.multipliedBy(14).minusHours(2));
        seedStopped("later", DAY.multipliedBy(12));
        seedStopped("too-late", DAY.multipliedBy(15));
        assertThat(warnings("\"mode\": \"REDRIVE\"").get("REDRIVE_WINDOW_CLOSING"))
                .startsWith("1 ");
        assertThat(warnings("\"mode\": \"AUTO\"").get("REDRIVE_WINDOW_CLOSING")).startsWith("1 ");
        assertThat(warnings("")).doesNotContainKey("REDRIVE_WINDOW_CLOSING");
    }

    @Test
    void theHistoryExpiresSoon() {
        seedStopped("soon", DAY.multipliedBy(90).minusHours(2));
        seedStopped("later", DAY.multipliedBy(80));
        assertThat(warnings("").get("HISTORY_EXPIRING")).startsWith("1 ");
    }

    @Test
    void someHaveBeenReplayedBefore() {
        stage.simulator().behaviour(run -> Outcome.failed("Order.Broken", "again"));
        stage.seedFailed(machine, 3);
        stage.create(machine, "\"filter\": {\"statuses\": [\"FAILED\"], \"namePrefix\": \"e-001\"}")
                .ended();
        assertThat(warnings("").get("REPLAYED_BEFORE")).startsWith("1 ");
        assertThat(warnings("\"attempt\": 2")).doesNotContainKey("REPLAYED_BEFORE");
    }

    private void seedStopped(String name, Duration ago) {
        var stop = Instant.now().minus(ago);
        stage.simulator()
                .seed(
                        machine,
                        PastExecution.failed(name, "{}", "Order.Broken", "it broke", stop.minusSeconds(5), stop));
    }

    private Map<String, String> warnings(String rest) {
        return warnings(stage.replay(machine, "\"dryRun\": true" + (rest.isEmpty() ? "" : ", " + rest)));
    }

    private static Map<String, String> warnings(Run planned) {
        var warnings = new HashMap<String, String>();
        planned.await("PLANNED")
                .at("/plan/warnings")
                .forEach(warning -> warnings.put(
                        warning.at("/code").asString(), warning.at("/detail").asString()));
        return warnings;
    }
}
