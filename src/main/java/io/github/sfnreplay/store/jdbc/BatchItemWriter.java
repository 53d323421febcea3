package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.Item;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Writes items by statements that any database has, sent in batches.
final class BatchItemWriter implements ItemWriter {

    private static final String ADD = "INSERT INTO item (num, " + ItemColumns.ALL + ") VALUES (?, ?, "
            + String.join(", ", Collections.nCopies(ItemColumns.FIXED.size() + ItemColumns.MOVING.size(), "?"))
            + ")";

    private static final String CHANGE = ItemColumns.MOVING.stream()
            .map(column -> column.name() + " = ?")
            .collect(Collectors.joining(", ", "UPDATE item SET ", " WHERE num = ? AND idx = ?"));

    @Override
    public void add(JdbcTemplate jdbc, long num, List<Item> items) {
        var rows = items.stream()
                .map(item -> Stream.concat(
                                Stream.of(num, item.index()),
                                values(Stream.concat(ItemColumns.FIXED.stream(), ItemColumns.MOVING.stream()), item))
                        .toArray())
                .toList();
        jdbc.batchUpdate(ADD, rows);
    }

    @Override
    public void change(JdbcTemplate jdbc, long num, Collection<Item> items) {
        var rows = items.stream()
                .map(item -> Stream.concat(values(ItemColumns.MOVING.stream(), item), Stream.of(num, item.index()))
                        .toArray())
                .toList();
        jdbc.batchUpdate(CHANGE, rows);
    }

    @Override
    public void intend(JdbcTemplate jdbc, long num, Collection<Integer> indexes) {
        var rows = indexes.stream().map(index -> new Object[] {num, index}).toList();
        jdbc.batchUpdate("UPDATE item SET intended_at = CURRENT_TIMESTAMP WHERE num = ? AND idx = ?", rows);
    }

    private static Stream<@Nullable Object> values(Stream<ItemColumns> columns, Item item) {
        return columns.map(column -> column.value().apply(item));
    }
}
