package io.github.sfnreplay.simulator.logs;

import io.github.sfnreplay.simulator.account.Execution;
import io.github.sfnreplay.simulator.json.JsonReply;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A start or an end that was logged.
///
/// @param id of the event in its history
/// @param output of an end; the input of a start is read from its execution
record Event(
        Execution execution,
        String type,
        long at,
        int id,
        int redriveCount,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause) {

    /// What CloudWatch Logs counts beside the message.
    static final int OVERHEAD = 26;

    /// Step Functions cuts inputs whose escaped form is longer.
    private static final int MAX_ESCAPED = 248 * 1024;

    static Event started(Execution execution, long at) {
        return new Event(execution, "ExecutionStarted", at, 1, execution.phase().redriveCount(), null, null, null);
    }

    static Event ended(Execution execution) {
        var phase = execution.phase();
        var type = switch (phase.status()) {
            case SUCCEEDED -> "ExecutionSucceeded";
            case TIMED_OUT -> "ExecutionTimedOut";
            case ABORTED -> "ExecutionAborted";
            default -> "ExecutionFailed";
        };
        return new Event(
                execution,
                type,
                phase.stop(),
                5,
                phase.redriveCount(),
                execution.output(),
                execution.error(),
                execution.cause());
    }

    boolean isStart() {
        return type.equals("ExecutionStarted");
    }

    /// Whether a machine that logs at that level logs this.
    boolean isLoggedAt(String level) {
        var failed = !isStart() && !type.equals("ExecutionSucceeded");
        return level.equals("ALL") || (failed && !level.equals("OFF"));
    }

    /// Chance that is the same in every run.
    Random chance() {
        return new Random((execution.arn() + type).hashCode() * 2_654_435_761L);
    }

    String stream() {
        var hour = String.format(Locale.ROOT, "%1$tF-%1$tH", at);
        return "states/" + execution.machine().name() + "/" + hour + "/00000000";
    }

    /// The message as Step Functions writes it: all numbers as strings, and no fixed order of the members.
    String message(MachineSpec.Logging logging, boolean cut, boolean mask) {
        var text = JsonReply.object(json -> {
            if (chance().nextBoolean()) {
                json.text("id", String.valueOf(id)).text("type", type);
                details(json, logging, cut, mask);
                json.text("redrive_count", String.valueOf(redriveCount));
            } else {
                details(json, logging, cut, mask);
                json.text("redrive_count", String.valueOf(redriveCount))
                        .text("id", String.valueOf(id))
                        .text("type", type);
            }
            json.text("previous_event_id", String.valueOf(id - 1))
                    .text("event_timestamp", String.valueOf(at))
                    .text("execution_arn", execution.arn());
        });
        return new String(text, StandardCharsets.UTF_8);
    }

    private void details(JsonReply json, MachineSpec.Logging logging, boolean cut, boolean mask) {
        json.object("details", details -> {
            if (isStart()) {
                data(details, "input", execution.inputText(), logging, cut, mask);
                details.text("roleArn", "arn:aws:iam::123456789012:role/simulator");
            } else if (output != null) {
                data(details, "output", output, logging, cut, mask);
            } else {
                details.text("error", error).text("cause", cause);
            }
        });
    }

    private static void data(
            JsonReply json, String name, String text, MachineSpec.Logging logging, boolean cut, boolean mask) {
        if (!logging.withData()) {
            return;
        }
        var isCut = cut || text.length() > MAX_ESCAPED || escapedLength(text) > MAX_ESCAPED;
        var shown = isCut ? text.substring(0, Math.min(text.length() / 2, MAX_ESCAPED / 2)) : text;
        json.text(name, mask ? masked(shown) : shown).object(name + "Details", each -> each.flag("truncated", isCut));
    }

    private static int escapedLength(String text) {
        return text.length()
                + (int) text.chars()
                        .filter(c -> c == '"' || c == '\\' || c < ' ')
                        .count();
    }

    /// Digits look like numbers of cards, phones or accounts.
    private static String masked(String text) {
        var digits = text.replaceAll("[0-9](?=[0-9])|(?<=[0-9])[0-9]", "*");
        return digits.equals(text) ? "*".repeat(text.length()) : digits;
    }
}
