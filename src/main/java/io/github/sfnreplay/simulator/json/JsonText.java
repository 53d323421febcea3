package io.github.sfnreplay.simulator.json;

import io.github.sfnreplay.simulator.spec.AwsError;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Checks that an execution's input is one JSON text of an acceptable size.
public final class JsonText {

    /// AWS's bound on inputs and outputs: 256 KiB.
    static final int MAX_BYTES = 262_144;

    private static final JsonFactory LENIENT_ABOUT_SIZE = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_BYTES)
                    .maxNumberLength(MAX_BYTES)
                    .maxNameLength(MAX_BYTES)
                    .maxStringLength(MAX_BYTES)
                    .build())
            .build();

    private JsonText() {}

    /// The bytes to be stored.
    public static byte[] checkInput(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw AwsError.constraint("input", "***", "have length less than or equal to " + MAX_BYTES);
        }
        if (!isOneJsonText(text)) {
            throw AwsError.of(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: 'Not a valid JSON text'");
        }
        return bytes;
    }

    static boolean isOneJsonText(String text) {
        try (var parser = LENIENT_ABOUT_SIZE.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
