package io.github.sfnreplay.system.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.ReplayHandle;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each warning that a plan can hold, and that it is not there without its cause.
class WarningsTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final TestService service = TestService.shared();
    private final String machine = service.machine();

    @Test
    void aRedriveUsesTheOriginalDefinitionAndHasNoLock() {
        service.seedFailed(machine, 1);
        assertThat(warnings("\"mode\": \"REDRIVE\""))
                .containsOnlyKeys("REDRIVE_USES_ORIGINAL_DEFINITION", "REDRIVE_HAS_NO_LOCK");
        assertThat(warnings("\"mode\": \"AUTO\""))
                .containsOnlyKeys("REDRIVE_USES_ORIGINAL_DEFINITION", "REDRIVE_HAS_NO_LOCK");
        assertThat(warnings("\"mode\": \"START_NEW\"")).isEmpty();
    }

    @Test
    void sourcesOfAnAliasAreStartedOnTheLatestRevision() {
        var aliased = service.simulator()
                .createMachine(
                        MachineSpec.standard("aliased-" + System.nanoTime()).withAlias("PROD", 1));
        service.simulator().seed(aliased + ":PROD", PastExecutions.failed("one", "{}", 1));
        var warned = service.replay(aliased, "\"dryRun\": true");
        assertThat(warnings(warned)).containsOnlyKeys("SOURCES_USED_ALIAS_OR_VERSION");
        var target = "\"target\": {\"stateMachineArn\": \"" + aliased + ":PROD\"}";
        assertThat(warnings(service.replay(aliased, "\"dryRun\": true, " + target)))
                .isEmpty();
    }

    @Test
    void theTargetIsAnotherMachine() {
        service.seedFailed(machine, 1);
        var other = service.machine();
        var warnings = warnings("\"target\": {\"stateMachineArn\": \"" + other + "\"}");
        assertThat(warnings).containsOnlyKeys("TARGET_IS_ANOTHER_MACHINE");
        assertThat(warnings.get("TARGET_IS_ANOTHER_MACHINE")).contains(other.substring(other.lastIndexOf(':') + 1));
    }

    @Test
    void someThatWouldMatchStillRun() {
        service.seedFailed(machine, 1);
        service.seed(machine, 2, i -> PastExecution.running("running-" + i, "{}", PastExecutions.started(i)));
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
        service.simulator().behaviour(run -> Outcome.failed("Order.Broken", "again"));
        service.seedFailed(machine, 3);
        service.create(machine, "\"filter\": {\"statuses\": [\"FAILED\"], \"namePrefix\": \"e-001\"}")
                .ended();
        assertThat(warnings("").get("REPLAYED_BEFORE")).startsWith("1 ");
        assertThat(warnings("\"attempt\": 2")).doesNotContainKey("REPLAYED_BEFORE");
    }

    private void seedStopped(String name, Duration ago) {
        var stop = Instant.now().minus(ago);
        service.simulator()
                .seed(
                        machine,
                        PastExecution.failed(name, "{}", "Order.Broken", "it broke", stop.minusSeconds(5), stop));
    }

    private Map<String, String> warnings(String rest) {
        return warnings(service.replay(machine, "\"dryRun\": true" + (rest.isEmpty() ? "" : ", " + rest)));
    }

    private static Map<String, String> warnings(ReplayHandle planned) {
        var warnings = new HashMap<String, String>();
        planned.await("PLANNED")
                .at("/plan/warnings")
                .forEach(warning -> warnings.put(
                        warning.at("/code").asString(), warning.at("/detail").asString()));
        return warnings;
    }
}
