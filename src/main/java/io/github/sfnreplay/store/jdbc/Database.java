package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.StoreUnavailableException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// The database, as far as it answers: what cannot be done because it does not is a [StoreUnavailableException], and so
/// is a disk that is full.
public final class Database {

    private final DatabaseKind kind;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    public Database(DatabaseKind kind, DataSource source) {
        this.kind = kind;
        this.jdbc = new JdbcTemplate(source);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    public DatabaseKind kind() {
        return kind;
    }

    /// One statement, or several that need not see the same.
    public <T> T read(Function<JdbcTemplate, T> work) {
        try {
            return work.apply(jdbc);
        } catch (DataAccessException e) {
            throw translated(e);
        }
    }

    /// All or nothing; what the work throws undoes it.
    public <T extends @Nullable Object> T write(Function<JdbcTemplate, T> work) {
        try {
            return transactions.execute(status -> work.apply(jdbc));
        } catch (DataAccessException e) {
            throw translated(e);
        } catch (TransactionException e) {
            throw unavailable(e);
        }
    }

    /// What another attempt can never heal stays what it is: a constraint that is violated, SQL that is wrong.
    private static RuntimeException translated(DataAccessException e) {
        var mistake = e instanceof NonTransientDataAccessException
                && !(e instanceof NonTransientDataAccessResourceException)
                && !(e instanceof UncategorizedSQLException);
        return mistake ? e : unavailable(e);
    }

    private static StoreUnavailableException unavailable(RuntimeException e) {
        return new StoreUnavailableException("The database does not answer, or has no room.", e);
    }
}
