package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplayStore;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.replay.StoreUnavailableException;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.store.memory.Counting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/// Answers from the tables, the same on every instance. A move is one transaction on the row of its replay.
public final class JdbcReplayStore implements ReplayStore {

    /// The second finds the machine free, or held by another; only a rush of replays that end at once needs more.
    private static final int ATTEMPTS = 3;

    private final Database database;
    private final ReplayRows rows;
    private final ItemWriter writer;
    private final Retention retention;
    private volatile Consumer<ReplayRow> onMove = row -> {};

    public JdbcReplayStore(Database database, ReplayRows rows, Retention retention) {
        this.database = database;
        this.rows = rows;
        this.writer = ItemWriter.on(database.kind());
        this.retention = retention;
    }

    /// Tells who runs a replay in this process of moves that requests have made here, before they are answered.
    public void onMove(Consumer<ReplayRow> listener) {
        onMove = listener;
    }

    @Override
    public void insert(Replay replay, List<Item> items) {
        retention.makeRoom(items.size());
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (database.write(jdbc -> inserted(jdbc, replay, items))) {
                return;
            }
            refuseConflict(replay);
        }
        throw new StoreUnavailableException(
                "Replays of the state machine come and go.", new IllegalStateException(replay.id()));
    }

    private boolean inserted(JdbcTemplate jdbc, Replay replay, List<Item> items) {
        JdbcIdempotencyKeys.claimFor(jdbc, replay);
        var num = ReplayRows.nextNum(jdbc);
        var counting = Counting.of(replay.tally());
        items.forEach(item -> counting.added(replay, item));
        var counted = items.isEmpty()
                ? replay
                : replay.counted(counting.tally(), replay.times().updatedAt());
        if (!rows.insert(jdbc, counted, num)) {
            return false;
        }
        writer.add(jdbc, num, numbered(items, 0));
        return true;
    }

    /// Nobody is in the way where the other has ended since.
    private void refuseConflict(Replay replay) {
        findActive(replay.spec().stateMachine().unqualified()).ifPresent(other -> {
            throw Replays.conflict(other.id());
        });
    }

    @Override
    public Optional<Replay> find(String id) {
        return row(id).map(ReplayRow::replay);
    }

    private Optional<ReplayRow> row(String id) {
        return database.read(jdbc -> rows.find(jdbc, id)).filter(this::isKept);
    }

    private boolean isKept(ReplayRow row) {
        return row.replay().state().isActive()
                || !row.replay().times().updatedAt().isBefore(retention.horizon());
    }

    @Override
    public Optional<Replay> findActive(StateMachineArn machine) {
        return database.read(jdbc -> rows.select(jdbc, "WHERE active_machine = ?", machine.toString())).stream()
                .findFirst()
                .map(ReplayRow::replay);
    }

    @Override
    public Replay update(String id, UnaryOperator<Replay> move) {
        for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
            var tried = new AtomicReference<Replay>();
            try {
                var after = database.write(jdbc -> moved(jdbc, id, replay -> {
                    tried.set(move.apply(replay));
                    return tried.get();
                }));
                onMove.accept(after);
                return after.replay();
            } catch (DuplicateKeyException e) {
                refuseConflict(tried.get());
            }
        }
        throw new StoreUnavailableException("Replays of the state machine come and go.", new IllegalStateException(id));
    }

    private ReplayRow moved(JdbcTemplate jdbc, String id, UnaryOperator<Replay> move) {
        var row = rows.lock(jdbc, id).filter(this::isKept).orElseThrow(() -> Replays.notFound(id));
        var after = move.apply(row.replay());
        if (after.version() == row.replay().version()) {
            return row;
        }
        if (after.state().isFinal() && !row.replay().state().isFinal()) {
            ItemRows.close(jdbc, row.num());
        }
        return rows.move(jdbc, row, after);
    }

    @Override
    public void delete(String id) {
        if (retention.dropped(id)) {
            rows.forget(id);
            return;
        }
        find(id).ifPresent(replay -> {
            throw replay.refused("delete");
        });
    }

    @Override
    public List<Replay> list(ReplayQuery query) {
        var conditions = new ArrayList<String>();
        var values = new ArrayList<@Nullable Object>();
        conditions.add("(state NOT IN " + Retention.IDLE + " OR updated_at >= ?)");
        values.add(ReplayRows.timestamp(retention.horizon()));
        if (!query.states().isEmpty()) {
            conditions.add("state IN ("
                    + String.join(", ", Collections.nCopies(query.states().size(), "?")) + ")");
            query.states().forEach(state -> values.add(state.name()));
        }
        if (query.stateMachine() != null) {
            conditions.add("machine = ?");
            values.add(query.stateMachine().toString());
        }
        if (query.after() != null) {
            conditions.add("id < ?");
            values.add(query.after());
        }
        values.add(query.limit());
        var sql = "WHERE " + String.join(" AND ", conditions) + " ORDER BY id DESC LIMIT ?";
        return database.read(jdbc -> rows.select(jdbc, sql, values.toArray())).stream()
                .map(ReplayRow::replay)
                .toList();
    }

    @Override
    public void addItems(String id, List<Item> items) {
        retention.makeRoom(items.size());
        count(id, null, (jdbc, row, counting) -> {
            var added = numbered(items, row.items());
            added.forEach(item -> counting.added(row.replay(), item));
            writer.add(jdbc, row.num(), added);
        });
    }

    @Override
    public void saveItems(String id, Collection<Item> items, Instant now) {
        try {
            count(id, now, (jdbc, row, counting) -> {
                for (var item : items) {
                    var before = ItemRows.get(jdbc, row.num(), item.index());
                    if (before.state() != item.state() && !before.state().canBecome(item.state())) {
                        throw new IllegalStateException(
                                "an item cannot go from " + before.state() + " to " + item.state());
                    }
                    counting.changed(row.replay(), before, item);
                    writer.change(jdbc, row.num(), List.of(item));
                }
            });
        } catch (ReplayException gone) {
            // as in memory: there is nothing to be written any more
        }
    }

    /// Changes items of a replay that has not ended, and its counts with them.
    ///
    /// @param now null to leave it updated when it was
    private void count(String id, @Nullable Instant now, ItemChange change) {
        database.<@Nullable Void>write(jdbc -> {
            var row = rows.lock(jdbc, id).orElseThrow(() -> Replays.notFound(id));
            if (!row.replay().state().isFinal()) {
                var counting = Counting.of(row.replay().tally());
                change.make(jdbc, row, counting);
                var updatedAt = now == null ? row.replay().times().updatedAt() : now;
                rows.count(jdbc, row.replay().counted(counting.tally(), updatedAt));
            }
            return null;
        });
    }

    /// A change of items, and what it means for their counts.
    @FunctionalInterface
    private interface ItemChange {
        void make(JdbcTemplate jdbc, ReplayRow row, Counting counting);
    }

    private static List<Item> numbered(List<Item> items, int first) {
        return IntStream.range(0, items.size())
                .mapToObj(index -> items.get(index).at(first + index))
                .toList();
    }

    @Override
    public List<Item> items(String id, ItemQuery query) {
        return database.read(jdbc -> ItemRows.select(
                jdbc, rows.find(jdbc, id).filter(this::isKept).orElseThrow(() -> Replays.notFound(id)), query));
    }
}
