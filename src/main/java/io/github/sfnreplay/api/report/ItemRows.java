package io.github.sfnreplay.api.report;

import io.github.sfnreplay.api.input.Milliseconds;
import io.github.sfnreplay.api.view.ItemView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Items as the rows of a table, with the names and in the order that they have as JSON.
final class ItemRows {

    private static final Map<String, Function<ItemView, @Nullable Object>> COLUMNS = columns();

    private ItemRows() {}

    static List<String> header() {
        return List.copyOf(COLUMNS.keySet());
    }

    /// Text that no spreadsheet takes for a formula; empty where there is no value.
    static List<String> row(ItemView item) {
        return COLUMNS.values().stream().map(column -> cell(column.apply(item))).toList();
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Number number -> number.toString();
            case List<?> paths ->
                harmless(String.join(" ", paths.stream().map(Object::toString).toList()));
            default -> harmless(value.toString());
        };
    }

    /// A spreadsheet evaluates what begins with one of these (OWASP, "CSV Injection"); after an apostrophe it does not.
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static Map<String, Function<ItemView, @Nullable Object>> columns() {
        var columns = new LinkedHashMap<String, Function<ItemView, @Nullable Object>>();
        columns.put("index", ItemView::index);
        columns.put("sourceExecutionArn", ItemView::sourceExecutionArn);
        columns.put("sourceName", ItemView::sourceName);
        columns.put("sourceStatus", ItemView::sourceStatus);
        columns.put("sourceStartedAt", item -> Milliseconds.textOf(item.sourceStartedAt()));
        columns.put("sourceStoppedAt", item -> Milliseconds.textOf(item.sourceStoppedAt()));
        columns.put("state", ItemView::state);
        columns.put("adopted", ItemView::adopted);
        columns.put("replayName", ItemView::replayName);
        columns.put("replayExecutionArn", ItemView::replayExecutionArn);
        columns.put("startedAt", item -> Milliseconds.textOf(item.startedAt()));
        columns.put("stoppedAt", item -> Milliseconds.textOf(item.stoppedAt()));
        columns.put("attempt", ItemView::attempt);
        columns.put("skipReason", ItemView::skipReason);
        columns.put("failureKind", ItemView::failureKind);
        columns.put("error", ItemView::error);
        columns.put("cause", ItemView::cause);
        columns.put("detail", ItemView::detail);
        columns.put("verdict", ItemView::verdict);
        columns.put("changedPaths", ItemView::changedPaths);
        columns.put("durationDeltaMillis", ItemView::durationDeltaMillis);
        return columns;
    }
}
