package io.github.sfnreplay.executionlogs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How messages of log events are read; some were recorded from real state machines, see `SOURCES.md` beside them.
class EventReaderTest {

    private static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:orders:o-1";

    private final EventReader reader = new EventReader();

    @Test
    void readsARecordedStartWithItsInput() throws IOException {
        var event = read(recorded("express-started.json").getFirst());

        assertThat(event.type()).isEqualTo(ExecutionEvent.Type.STARTED);
        assertThat(event.data()).isEqualTo("{\"Comment\": \"Insert your JSON here\"}");
        assertThat(event.at()).isEqualTo(Instant.ofEpochMilli(1_668_095_539_607L));
        assertThat(event.redriveCount()).isZero();
        assertThat(event.executionArn()).endsWith("7456:7fa0cfbe-be28-4a20-9875-73c37f5dc39e");
    }

    @Test
    void readsRecordedEventsWithoutData() throws IOException {
        var lines = recorded("standard-without-data.jsonl");

        assertThat(read(lines.get(0)).data()).isNull();
        assertThat(reader.read(lines.get(1)))
                .as("a task is no start and no end")
                .isNull();
        assertThat(read(lines.get(2)).type()).isEqualTo(ExecutionEvent.Type.SUCCEEDED);
    }

    @Test
    void leavesOutWhatIsTruncated() {
        var event = read("""
                {"type":"ExecutionStarted","details":{"input":"{\\"a","inputDetails":{"truncated":true}},
                 "event_timestamp":"1","execution_arn":"%s"}""".formatted(ARN));

        assertThat(event.data()).isNull();
    }

    @Test
    void readsWhyAnExecutionFailed() {
        var event = read("""
                {"execution_arn":"%s","event_timestamp":"2","redrive_count":"3","type":"ExecutionFailed",
                 "details":{"cause":"no stock","error":"StockNotFound"}}""".formatted(ARN));

        assertThat(event)
                .isEqualTo(new ExecutionEvent(
                        ARN,
                        ExecutionEvent.Type.FAILED,
                        Instant.ofEpochMilli(2),
                        3,
                        null,
                        "StockNotFound",
                        "no stock"));
    }

    @Test
    void keepsEveryByteOfAnInput() {
        var event = read(("{\"type\":\"ExecutionStarted\",\"event_timestamp\":\"1\",\"execution_arn\":\"%s\","
                        + "\"details\":{\"input\":\"{ \\\"n\\\" : 1.0,\\t\\\"t\\\":\\\"\\\\u00e4 \\u00e4\\\"}\"}}")
                .formatted(ARN));

        assertThat(event.data()).isEqualTo("{ \"n\" : 1.0,\t\"t\":\"\\u00e4 ä\"}");
    }

    @Test
    void noticesWhatLooksMasked() {
        var event = read("""
                {"type":"ExecutionStarted","details":{"input":"{\\"mail\\":\\"*********\\"}"},
                 "event_timestamp":"1","execution_arn":"%s"}""".formatted(ARN));

        assertThat(event.looksMasked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not JSON",
                "[]",
                "{\"type\":\"ExecutionStarted\"",
                "{\"type\":\"ExecutionStarted\",\"execution_arn\":\"x\"}",
                "{\"type\":\"ExecutionStarted\",\"execution_arn\":\"x\",\"event_timestamp\":\"soon\"}",
                "{\"type\":\"ExecutionStarted\",\"execution_arn\":\"x\",\"event_timestamp\":\"1\",\"redrive_count\":\"-\"}"
            })
    void takesNothingFromWhatIsMalformed(String message) {
        assertThat(reader.read(message)).isNull();
    }

    private ExecutionEvent read(String message) {
        @Nullable ExecutionEvent event = reader.read(message);
        return Objects.requireNonNull(event);
    }

    private static List<String> recorded(String name) throws IOException {
        try (var file = EventReaderTest.class.getResourceAsStream("/executionlogs/" + name)) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
                    .lines()
                    .toList();
        }
    }
}
