package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.Item;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;

/// Writes items as PostgreSQL takes them fastest: new ones by COPY, changes as arrays in one statement.
final class PostgresItemWriter implements ItemWriter {

    private static final String ADD = "COPY item (num, " + ItemColumns.ALL + ") FROM STDIN";
    private static final List<ItemColumns> ADDED = Stream.concat(
                    ItemColumns.FIXED.stream(), ItemColumns.MOVING.stream())
            .toList();

    private static final String CHANGE = ItemColumns.MOVING.stream()
                    .map(column -> column.name() + " = new." + column.name())
                    .collect(Collectors.joining(", ", "UPDATE item SET ", " FROM unnest(?::integer[], "))
            + ItemColumns.MOVING.stream()
                    .map(column -> "?::" + column.type() + "[]")
                    .collect(Collectors.joining(", ", "", ") AS new (idx, "))
            + ItemColumns.names(ItemColumns.MOVING) + ") WHERE item.num = ? AND item.idx = new.idx";

    @Override
    public void add(JdbcTemplate jdbc, long num, List<Item> items) {
        var lines = new StringBuilder();
        for (var item : items) {
            lines.append(num).append('\t').append(item.index());
            for (var column : ADDED) {
                lines.append('\t');
                append(lines, column.value().apply(item));
            }
            lines.append('\n');
        }
        jdbc.execute((Connection connection) -> copy(connection, lines.toString()));
    }

    private static long copy(Connection connection, String lines) throws SQLException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(ADD, new StringReader(lines));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void append(StringBuilder lines, @Nullable Object value) {
        if (value == null) {
            lines.append("\\N");
            return;
        }
        var text = value.toString();
        for (var i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> lines.append("\\\\");
                case '\t' -> lines.append("\\t");
                case '\n' -> lines.append("\\n");
                case '\r' -> lines.append("\\r");
                default -> lines.append(text.charAt(i));
            }
        }
    }

    @Override
    public void change(JdbcTemplate jdbc, long num, Collection<Item> items) {
        jdbc.update(CHANGE, statement -> {
            var connection = statement.getConnection();
            statement.setArray(1, indexes(connection, items.stream().map(Item::index)));
            var place = 2;
            for (var column : ItemColumns.MOVING) {
                var values = items.stream().map(column.value()).toArray();
                statement.setArray(place++, connection.createArrayOf(column.type(), values));
            }
            statement.setLong(place, num);
        });
    }

    @Override
    public void intend(JdbcTemplate jdbc, long num, Collection<Integer> indexes) {
        jdbc.update("UPDATE item SET intended_at = CURRENT_TIMESTAMP WHERE num = ? AND idx = ANY (?)", statement -> {
            statement.setLong(1, num);
            statement.setArray(2, indexes(statement.getConnection(), indexes.stream()));
        });
    }

    private static Array indexes(Connection connection, Stream<Integer> indexes) throws SQLException {
        return connection.createArrayOf("integer", indexes.toArray());
    }
}
