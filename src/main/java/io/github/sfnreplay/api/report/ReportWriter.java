package io.github.sfnreplay.api.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.sfnreplay.api.view.ItemView;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Writes items one by one, and keeps none of them.
final class ReportWriter {

    private final JsonMapper mapper;

    ReportWriter(JsonMapper mapper) {
        this.mapper = mapper;
    }

    void write(ReportFormat format, Stream<ItemView> items, OutputStream out) throws IOException {
        switch (format) {
            case CSV -> csv(items, out);
            case NDJSON -> ndjson(items, out);
        }
    }

    /// RFC 4180, with a header.
    private static void csv(Stream<ItemView> items, OutputStream out) throws IOException {
        var csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(ItemRows.header());
        items.forEach(item -> csv.writeRecord(ItemRows.row(item)));
        csv.flush();
    }

    /// One JSON object a line.
    private void ndjson(Stream<ItemView> items, OutputStream out) throws IOException {
        items.forEach(item -> {
            try {
                out.write(mapper.writeValueAsBytes(item));
                out.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        out.flush();
    }
}
