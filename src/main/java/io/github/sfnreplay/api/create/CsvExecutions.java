package io.github.sfnreplay.api.create;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Reader;
import java.util.List;

/// Reads executions from one column of a CSV file.
final class CsvExecutions {

    /// A record of our own report has some kilobytes.
    private static final int MAX_RECORD = 65_536;

    private static final List<String> COLUMNS = List.of("sourceExecutionArn", "executionArn");
    private static final String ARN = "arn:";

    private CsvExecutions() {}

    /// The column `sourceExecutionArn`, else `executionArn`, else the first; where the first line is an execution
    /// itself, there is no header.
    static void read(Reader text, ExecutionList executions) {
        var records = CsvReader.builder()
                .maxBufferSize(MAX_RECORD)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)
                .iterator();
        var lastLine = 0L;
        var column = 0;
        try {
            while (records.hasNext()) {
                var next = records.next();
                if (lastLine == 0) {
                    column = column(next);
                }
                if (lastLine > 0 || next.getField(column).startsWith(ARN)) {
                    add(next, column, executions);
                }
                lastLine = next.getStartingLineNumber();
            }
        } catch (CsvParseException e) {
            executions.refuse(lastLine + 1, "is no CSV (RFC 4180), or longer than " + MAX_RECORD + " characters");
        }
    }

    private static void add(CsvRecord one, int column, ExecutionList executions) {
        var text = column < one.getFieldCount() ? one.getField(column) : "";
        // spaces around a value do no harm; a line break says that a quote is not closed
        executions.add(one.getStartingLineNumber(), text.indexOf('\n') < 0 ? text.strip() : text);
    }

    private static int column(CsvRecord header) {
        return COLUMNS.stream()
                .mapToInt(header.getFields()::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(0);
    }
}
