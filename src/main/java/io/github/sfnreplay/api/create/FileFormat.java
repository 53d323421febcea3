package io.github.sfnreplay.api.create;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a file of executions can be.
enum FileFormat {
    CSV("text/csv", "csv") {
        @Override
        void read(BufferedReader text, ExecutionList executions) {
            CsvExecutions.read(text, executions);
        }
    },
    NDJSON("application/x-ndjson", "ndjson") {
        @Override
        void read(BufferedReader text, ExecutionList executions) throws IOException {
            LineExecutions.readJson(text, executions);
        }
    },
    TEXT("text/plain", "txt") {
        @Override
        void read(BufferedReader text, ExecutionList executions) throws IOException {
            LineExecutions.readText(text, executions);
        }
    };

    /// What Excel makes a browser say of CSV, and other names of NDJSON.
    private static final Set<String> CSV_NAMES = Set.of("application/csv", "application/vnd.ms-excel");

    private static final Set<String> NDJSON_NAMES =
            Set.of("application/ndjson", "application/jsonl", "application/jsonlines", "application/x-jsonlines");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String mediaType;
    private final String extension;

    FileFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    abstract void read(BufferedReader text, ExecutionList executions) throws IOException;

    static List<String> mediaTypes() {
        return Arrays.stream(values()).map(format -> format.mediaType).toList();
    }

    /// By the media type, or where that does not tell by the name of the file.
    static Optional<FileFormat> of(@Nullable String mediaType, @Nullable String fileName) {
        var type = mediaType == null
                ? ""
                : mediaType.toLowerCase(Locale.ROOT).replaceFirst(";.*", "").trim();
        if (CSV_NAMES.contains(type)) {
            return Optional.of(CSV);
        }
        if (NDJSON_NAMES.contains(type)) {
            return Optional.of(NDJSON);
        }
        var name = fileName == null ? "" : fileName.toLowerCase(Locale.ROOT);
        var byName = type.isEmpty() || type.equals("application/octet-stream");
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(type) || (byName && name.endsWith("." + format.extension)))
                .findFirst();
    }

    /// Reads the whole file.
    ///
    /// @throws CharacterCodingException if it is not UTF-8
    void read(InputStream file, ExecutionList executions) throws IOException {
        var utf8 = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = new BufferedReader(new InputStreamReader(file, utf8));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        read(text, executions);
    }
}
