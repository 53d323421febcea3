package io.github.sfnreplay.api.create;

import java.io.IOException;
import java.io.Reader;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads files with one execution a line: plain text, or a JSON object.
final class LineExecutions {

    /// A line of our own report has some kilobytes.
    private static final int MAX_LINE = 65_536;

    private static final JsonMapper JSON = new JsonMapper();

    private LineExecutions() {}

    static void readText(Reader text, ExecutionList executions) throws IOException {
        forEachLine(text, executions, executions::add);
    }

    /// With the names that the report has.
    static void readJson(Reader text, ExecutionList executions) throws IOException {
        forEachLine(text, executions, (line, json) -> {
            var execution = execution(json);
            if (execution == null) {
                executions.refuse(line, "is no JSON object with sourceExecutionArn or executionArn");
            } else {
                executions.add(line, execution);
            }
        });
    }

    private static @Nullable String execution(String json) {
        try {
            var node = JSON.readTree(json);
            return node.optional("sourceExecutionArn")
                    .or(() -> node.optional("executionArn"))
                    .filter(JsonNode::isString)
                    .map(JsonNode::asString)
                    .orElse(null);
        } catch (JacksonException e) {
            return null;
        }
    }

    /// Blank lines are passed over; a line that is too long is refused, and what is above the bound not kept.
    private static void forEachLine(Reader text, ExecutionList executions, BiConsumer<Long, String> use)
            throws IOException {
        var line = new StringBuilder();
        var number = 1L;
        var length = 0;
        for (var character = text.read(); ; character = text.read()) {
            if (character >= 0 && character != '\n') {
                length++;
                if (length <= MAX_LINE) {
                    line.append((char) character);
                }
                continue;
            }
            if (length > MAX_LINE) {
                executions.refuse(number, "is longer than " + MAX_LINE + " characters");
            } else if (!line.toString().isBlank()) {
                use.accept(number, line.toString().strip());
            }
            if (character < 0) {
                return;
            }
            line.setLength(0);
            length = 0;
            number++;
        }
    }
}
