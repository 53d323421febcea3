package io.github.sfnreplay.store.jdbc;

import io.github.sfnreplay.replay.IdempotencyKeys;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplayStore;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;

/// Remembers keys beside their replays, and as long as these: a key is written in the same transaction as the row of
/// its replay, so that one of two requests leads to a replay, on whatever instances they arrive.
public final class JdbcIdempotencyKeys implements IdempotencyKeys {

    /// The key under which the replay is created that this thread creates.
    private static final ScopedValue<Key> CREATING = ScopedValue.newInstance();

    private final Database database;
    private final ReplayStore store;

    /// @param store in the same database
    public JdbcIdempotencyKeys(Database database, ReplayStore store) {
        this.database = database;
        this.store = store;
    }

    /// @param hash of the key, which may be long
    private record Key(String hash, String fingerprint) {}

    private record Claim(String fingerprint, String replayId) {}

    /// Another request with the key was faster.
    private static final class KeyTakenException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Replay once(String text, String body, Supplier<Replay> creation) {
        var fingerprint = IdempotencyKeys.fingerprint(body);
        var key = IdempotencyKeys.fingerprint(text);
        while (true) {
            var known = known(key, fingerprint);
            if (known.isPresent()) {
                return known.get();
            }
            try {
                return ScopedValue.where(CREATING, new Key(key, fingerprint)).call(creation::get);
            } catch (KeyTakenException e) {
                forgetIfGone(key);
            } catch (ReplayException e) {
                return known(key, fingerprint).orElseThrow(() -> e);
            }
        }
    }

    /// The replay that the key led to, while it is kept.
    ///
    /// @throws ReplayException IDEMPOTENCY_KEY_REUSED
    private Optional<Replay> known(String key, String fingerprint) {
        var claim = claim(key);
        var replay = claim.flatMap(each -> store.find(each.replayId()));
        if (replay.isPresent() && !claim.orElseThrow().fingerprint().equals(fingerprint)) {
            throw IdempotencyKeys.reused();
        }
        return replay;
    }

    private Optional<Claim> claim(String key) {
        return database.read(jdbc -> jdbc
                .query(
                        "SELECT fingerprint, replay_id FROM idempotency_key WHERE idem_key = ?",
                        (row, number) -> new Claim(row.getString("fingerprint"), row.getString("replay_id")),
                        key)
                .stream()
                .findFirst());
    }

    /// The replay may have been kept for long enough, and not be deleted yet.
    private void forgetIfGone(String key) {
        claim(key)
                .filter(claim -> store.find(claim.replayId()).isEmpty())
                .ifPresent(claim -> database.<Integer>read(jdbc -> jdbc.update(
                        "DELETE FROM idempotency_key WHERE idem_key = ? AND replay_id = ?", key, claim.replayId())));
    }

    /// Notes the key under which the replay is created, if there is one; in the transaction that inserts the replay.
    static void claimFor(JdbcTemplate jdbc, Replay replay) {
        if (!CREATING.isBound()) {
            return;
        }
        var key = CREATING.get();
        var claimed = jdbc.update(
                "INSERT INTO idempotency_key (idem_key, fingerprint, replay_id, created_at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT DO NOTHING",
                key.hash(),
                key.fingerprint(),
                replay.id(),
                Timestamp.from(replay.times().createdAt()));
        if (claimed == 0) {
            throw new KeyTakenException();
        }
    }
}
