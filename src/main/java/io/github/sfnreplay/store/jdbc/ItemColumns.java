package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.Run;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The columns of the table of items, and how an item is written into them and read from them.
///
/// @param name in the table
/// @param type the SQL type of PostgreSQL
/// @param value what an item has in it
record ItemColumns(String name, String type, Function<Item, @Nullable Object> value) {

    /// What is fixed when an item is planned.
    static final List<ItemColumns> FIXED = List.of(
            new ItemColumns("name", "varchar", item -> item.source().name()),
            new ItemColumns(
                    "source_status", "varchar", item -> name(item.source().status())),
            new ItemColumns(
                    "source_started", "bigint", item -> millis(item.source().startedAt())),
            new ItemColumns(
                    "source_stopped", "bigint", item -> millis(item.source().stoppedAt())),
            new ItemColumns("redrive_count", "integer", item -> item.source().redriveCount()),
            new ItemColumns("attempt", "integer", Item::attempt));

    /// What changes as it moves on.
    static final List<ItemColumns> MOVING = List.of(
            new ItemColumns("state", "varchar", item -> item.state().name()),
            new ItemColumns("adopted", "boolean", item -> item.run().adopted()),
            new ItemColumns("redriven", "boolean", item -> item.run().redriven()),
            new ItemColumns("started", "bigint", item -> millis(item.run().startedAt())),
            new ItemColumns("stopped", "bigint", item -> millis(item.run().stoppedAt())),
            new ItemColumns("skip_reason", "varchar", item -> name(item.result().skipReason())),
            new ItemColumns(
                    "failure_kind", "varchar", item -> name(item.result().failureKind())),
            new ItemColumns("error", "varchar", item -> text(item.result().error())),
            new ItemColumns("cause", "varchar", item -> text(item.result().cause())),
            new ItemColumns("detail", "varchar", item -> text(item.result().detail())),
            new ItemColumns("verdict", "varchar", item -> name(item.result().verdict())),
            new ItemColumns(
                    "changed_paths", "varchar", item -> paths(item.result().changedPaths())));

    static final String ALL = "idx, " + names(FIXED) + ", " + names(MOVING);

    static String names(List<ItemColumns> columns) {
        return columns.stream().map(ItemColumns::name).collect(Collectors.joining(", "));
    }

    /// Reads the row that the result stands at.
    static Item read(ResultSet row) throws SQLException {
        var source = new Source(
                row.getString("name"),
                known(ExecutionStatus.values(), row.getString("source_status")),
                instant(row, "source_started"),
                instant(row, "source_stopped"),
                row.getInt("redrive_count"));
        var run = new Run(
                row.getBoolean("adopted"),
                row.getBoolean("redriven"),
                instant(row, "started"),
                instant(row, "stopped"));
        var result = new Result(
                known(SkipReason.values(), row.getString("skip_reason")),
                known(FailureKind.values(), row.getString("failure_kind")),
                row.getString("error"),
                row.getString("cause"),
                row.getString("detail"),
                known(Verdict.values(), row.getString("verdict")),
                ReplayCodec.paths(row.getString("changed_paths")));
        return new Item(
                row.getInt("idx"),
                source,
                row.getInt("attempt"),
                ItemState.valueOf(row.getString("state")),
                run,
                result);
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    /// Null for what only a newer version of the service knows.
    private static <E extends Enum<E>> @Nullable E known(E[] values, @Nullable String name) {
        return name == null
                ? null
                : Arrays.stream(values)
                        .filter(value -> value.name().equals(name))
                        .findFirst()
                        .orElse(null);
    }

    private static @Nullable Long millis(@Nullable Instant date) {
        return date == null ? null : date.toEpochMilli();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /// PostgreSQL keeps no text that has the character NUL.
    private static @Nullable String text(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    private static @Nullable String paths(List<String> paths) {
        return paths.isEmpty() ? null : ReplayCodec.paths(paths);
    }
}
