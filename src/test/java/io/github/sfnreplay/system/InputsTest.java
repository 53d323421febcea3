package io.github.sfnreplay.system;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static io.github.sfnreplay.testing.service.ReplayClient.state;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Inputs arrive as they were, byte for byte, and names stay apart.
class InputsTest {

    private static final int MAX_INPUT = 262_144;

    @RegisterExtension
    static final SharedService service = SharedService.unpaced();

    @Test
    void sendsEveryInputOnAsItWas() {
        var past = SeededMachine.of(service.simulator());
        var inputs = new HashMap<String, String>();
        for (var input : oddInputs()) {
            var name = "odd-" + inputs.size();
            past.succeeded(name, input);
            inputs.put(name + "-replay-1", input);
        }

        var replay = service.client().run(past.request());

        assertThat(state(replay)).isEqualTo("SUCCEEDED");
        assertThat(started()).isEqualTo(inputs);
    }

    @Test
    void sendsLargestInputsOnAsTheyWere() {
        var past = SeededMachine.of(service.simulator());
        var ascii = "{\"text\": \"" + "x".repeat(MAX_INPUT - 12) + "\"}";
        var wide = "{\"text\": \"" + "é".repeat((MAX_INPUT - 12) / 2) + "\"}";
        assertThat(ascii.getBytes(UTF_8)).hasSize(MAX_INPUT);
        assertThat(wide.getBytes(UTF_8)).hasSize(MAX_INPUT);
        for (var i = 0; i < 20; i++) {
            past.succeeded("ascii-" + i, ascii);
            past.succeeded("wide-" + i, wide);
        }

        var replay = service.client().run(past.request());

        assertThat(count(replay, "succeeded")).isEqualTo(40);
        assertThat(started())
                .hasSize(40)
                .allSatisfy(
                        (name, input) -> assertThat(input).as(name).isEqualTo(name.startsWith("ascii") ? ascii : wide));
    }

    @Test
    void readsTheDescriptionWhereTheHistoryIsTruncated() {
        var past = SeededMachine.of(service.simulator()).succeeded(50);
        service.simulator().truncateHistory(10);

        service.client().run(past.request());

        assertThat(started())
                .hasSize(50)
                .allSatisfy((name, input) ->
                        assertThat(input).isEqualTo("{\"id\": \"" + name.replace("-replay-1", "") + "\"}"));
    }

    @Test
    void keepsNamesApartThatDifferOnlyAfterTheCut() {
        var past = SeededMachine.of(service.simulator());
        var stem = "n".repeat(70);
        for (var i = 0; i < 10; i++) {
            past.succeeded(stem + "-end-0000" + i, 120, 100);
        }

        var replay = service.client().run(past.request());

        assertThat(count(replay, "succeeded")).isEqualTo(10);
        assertThat(started().keySet())
                .hasSize(10)
                .allSatisfy(
                        name -> assertThat(name).hasSize(80).startsWith("nnnn").endsWith("-replay-1"));
    }

    @Test
    void adoptsOnAnAliasWhatHasRunWithoutOneUntilTheNextAttempt() {
        var past = SeededMachine.withAlias(service.simulator(), "PROD").succeeded(5);
        var replays = service.client();
        var accepted = replays.create(past.request());
        replays.end(id(accepted));

        var target = ", \"target\": {\"stateMachineArn\": \"" + past.machine + ":PROD\"}}";
        var onAlias = replays.run(ReplayClient.resolved(accepted)
                .replaceFirst(", ?\"target\":\\{[^}]*}", "")
                .replaceFirst("}$", target));
        var again = replays.run(ReplayClient.resolved(onAlias).replace("\"attempt\":1", "\"attempt\":2"));

        assertThat(count(onAlias, "succeeded")).isEqualTo(5);
        assertThat(count(onAlias, "adopted")).isEqualTo(5);
        assertThat(onAlias.at("/plan/warnings").toString()).contains("REPLAYED_ON_OTHER_VERSION");
        assertThat(count(again, "succeeded")).isEqualTo(5);
        assertThat(count(again, "adopted")).isZero();
        assertThat(service.simulator().ledger().starts())
                .hasSize(10)
                .extracting(LedgerEntry::targetArn)
                .containsOnly(past.machine, past.machine + ":PROD");
    }

    @Test
    void runsOnAnotherMachine() {
        var past = SeededMachine.of(service.simulator()).succeeded(5);
        var other = SeededMachine.of(service.simulator());

        var replay = service.client()
                .run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"target\": {\"stateMachineArn\": \""
                        + other.machine + "\"}"));

        assertThat(count(replay, "succeeded")).isEqualTo(5);
        assertThat(service.simulator().ledger().starts())
                .extracting(LedgerEntry::stateMachineArn)
                .containsOnly(other.machine);
        assertThat(replay.path("plan").path("warnings").toString()).contains("TARGET_IS_ANOTHER_MACHINE");
    }

    private static List<String> oddInputs() {
        return List.of(
                "0",
                "\"x\"",
                "null",
                "{}",
                "[]",
                "\"\\u00e9\"",
                "\"é\"",
                "\"😀 \\ud83d\\ude00\"",
                "{\"b\": 1, \"a\": 2}",
                "{\"a\": 2, \"b\": 1}",
                "{ \"a\" :\t1.0,\n \"b\": 1 }",
                "1.0",
                "1",
                "1e2",
                "12345678901234567890.12345678901234567890",
                "{\"a\": 1, \"a\": 2}",
                "  {\"spaces\": true}  ",
                "\"line\\u2028end\\n\\/\"",
                "\"<>&'\"");
    }

    private static Map<String, String> started() {
        var inputs = new HashMap<String, String>();
        service.simulator().ledger().starts().forEach(start -> inputs.put(start.name(), start.input()));
        return inputs;
    }
}
