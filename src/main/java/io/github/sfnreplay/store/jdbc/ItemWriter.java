package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.Item;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/// Writes many items at once, in the way that is fastest on a database; within a transaction of the caller.
public interface ItemWriter {

    /// The writer for a database.
    static ItemWriter on(DatabaseKind kind) {
        return switch (kind) {
            case POSTGRESQL -> new PostgresItemWriter();
            case H2 -> new BatchItemWriter();
        };
    }

    /// Adds items to a plan.
    ///
    /// @param num of the replay
    void add(JdbcTemplate jdbc, long num, List<Item> items);

    /// Writes what has changed of items that are there.
    void change(JdbcTemplate jdbc, long num, Collection<Item> items);

    /// Notes that items are about to be redriven.
    ///
    /// @param indexes of the items
    void intend(JdbcTemplate jdbc, long num, Collection<Integer> indexes);
}
