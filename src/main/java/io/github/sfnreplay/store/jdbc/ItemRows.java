package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.replay.Run;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/// Reads items of one replay, and closes them with it.
public final class ItemRows {

    /// Rows that the driver fetches at a time: some 200 bytes each, so that a million never stand in memory at once.
    private static final int FETCH = 5_000;

    /// Candidates looked at in one query when an execution is looked for by a shortened name.
    private static final int CANDIDATES = 1_000;

    /// A dash and 16 hex digits, which a shortened name ends with.
    private static final int HASH_AND_DASH = 17;
    private static final String SELECT = "SELECT " + ItemColumns.ALL + " FROM item WHERE num = ? AND idx >= ?";
    private static final String PAGE = " ORDER BY idx LIMIT ?";

    private ItemRows() {}

    /// All items in plan order; within a transaction, or the driver reads them all at once.
    ///
    /// @param use told each item, and whether it was about to be redriven
    public static void forEach(JdbcTemplate jdbc, long num, ItemUse use) {
        jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(
                            "SELECT intended_at, " + ItemColumns.ALL + " FROM item WHERE num = ? ORDER BY idx");
                    statement.setFetchSize(FETCH);
                    statement.setLong(1, num);
                    return statement;
                },
                row -> {
                    use.read(ItemColumns.read(row), row.getTimestamp("intended_at") != null);
                });
    }

    /// Takes one item as it is kept.
    @FunctionalInterface
    public interface ItemUse {

        /// An item was read.
        void read(Item item, boolean intended);
    }

    /// The item at an index that the replay has.
    static Item get(JdbcTemplate jdbc, long num, int index) {
        return page(jdbc, num, ItemQuery.all(index, 1)).getFirst();
    }

    /// @param replay whose items they are
    static List<Item> select(JdbcTemplate jdbc, ReplayRow replay, ItemQuery query) {
        return query.execution() == null
                ? page(jdbc, replay.num(), query)
                : ofExecution(jdbc, replay, query, query.execution());
    }

    private static List<Item> page(JdbcTemplate jdbc, long num, ItemQuery query) {
        var sql = new StringBuilder(SELECT);
        var values = start(num, query.from());
        filter(query, sql, values);
        values.add(query.limit());
        return jdbc.query(sql.append(PAGE).toString(), (row, number) -> ItemColumns.read(row), values.toArray());
    }

    private static List<Item> ofExecution(JdbcTemplate jdbc, ReplayRow row, ItemQuery query, ExecutionArn execution) {
        var found = new ArrayList<Item>();
        var from = query.from();
        while (found.size() < query.limit()) {
            var batch = candidates(jdbc, row.num(), query, execution.name(), from);
            batch.stream()
                    .filter(item -> isOf(row.replay(), item, execution))
                    .limit(query.limit() - found.size())
                    .forEach(found::add);
            if (batch.size() < CANDIDATES) {
                return found;
            }
            from = batch.getLast().index() + 1;
        }
        return found;
    }

    /// Items whose source has the name, or one that leads to it: see [ReplayName].
    private static List<Item> candidates(JdbcTemplate jdbc, long num, ItemQuery query, String name, int from) {
        var sql = new StringBuilder(SELECT);
        var values = start(num, from);
        filter(query, sql, values);
        var form = ReplayName.form(name);
        if (form.isEmpty()) {
            sql.append(" AND name = ?");
            values.add(name);
        } else {
            var stem = form.get().stem();
            var beginning = stem.substring(0, Math.max(0, stem.length() - HASH_AND_DASH));
            sql.append(" AND (name IN (?, ?, ?)");
            values.addAll(List.of(name, stem, beginning));
            if (ReplayName.isFull(name) && !beginning.isEmpty()) {
                sql.append(" OR LEFT(name, ?) = ?");
                values.addAll(List.of(beginning.codePointCount(0, beginning.length()), beginning));
            }
            sql.append(')');
        }
        values.add(CANDIDATES);
        return jdbc.query(sql.append(PAGE).toString(), (row, number) -> ItemColumns.read(row), values.toArray());
    }

    private static boolean isOf(Replay replay, Item item, ExecutionArn execution) {
        return replay.sourceOf(item).equals(execution)
                || (!item.run().equals(Run.NONE) && replay.replayOf(item).equals(execution));
    }

    private static List<Object> start(long num, int from) {
        return new ArrayList<>(List.of(num, Math.max(0, from)));
    }

    private static void filter(ItemQuery query, StringBuilder sql, List<Object> values) {
        if (query.state() != null) {
            sql.append(" AND state = ?");
            values.add(query.state().name());
        }
        if (query.verdict() != null) {
            sql.append(" AND verdict = ?");
            values.add(query.verdict().name());
        }
    }

    /// What is open is let go with its replay.
    public static void close(JdbcTemplate jdbc, long num) {
        close(jdbc, num, ItemState.PENDING, ItemState.CANCELLED);
        close(jdbc, num, ItemState.RUNNING, ItemState.STARTED);
    }

    private static void close(JdbcTemplate jdbc, long num, ItemState from, ItemState to) {
        jdbc.update("UPDATE item SET state = ? WHERE num = ? AND state = ?", to.name(), num, from.name());
    }
}
