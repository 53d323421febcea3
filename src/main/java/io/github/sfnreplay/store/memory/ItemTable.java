package io.github.sfnreplay.store.memory;

import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.Run;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The items of one replay in columns, so that a million of them fit: about 130 bytes each with names of 36
/// characters. Texts are kept apart, each once.
final class ItemTable {

    /// Large enough that the arrays' headers do not count, small enough for a replay of ten items: 300 KB.
    static final int CHUNK = 4_096;

    /// No execution has this date.
    private static final long NO_DATE = Long.MIN_VALUE;

    /// A bit of the flags.
    private static final int ADOPTED = 1;

    /// A bit of the flags.
    private static final int REDRIVEN = 2;
    private static final ExecutionStatus[] STATUSES = ExecutionStatus.values();
    private static final ItemState[] STATES = ItemState.values();
    private static final SkipReason[] SKIP_REASONS = SkipReason.values();
    private static final FailureKind[] FAILURE_KINDS = FailureKind.values();
    private static final Verdict[] VERDICTS = Verdict.values();

    private final List<Chunk> chunks = new ArrayList<>();
    private final Texts texts;
    private int size;

    ItemTable(TextBudget budget) {
        this.texts = new Texts(budget);
    }

    private static final class Chunk {
        final @Nullable String[] names = new @Nullable String[CHUNK];
        final long[] sourceStarted = new long[CHUNK];
        final long[] sourceStopped = new long[CHUNK];
        final long[] started = new long[CHUNK];
        final long[] stopped = new long[CHUNK];
        final int[] redriveCounts = new int[CHUNK];
        final int[] errors = new int[CHUNK];
        final int[] texts = new int[CHUNK];
        final short[] attempts = new short[CHUNK];
        final byte[] statuses = new byte[CHUNK];
        final byte[] states = new byte[CHUNK];
        final byte[] flags = new byte[CHUNK];
        final byte[] skipReasons = new byte[CHUNK];
        final byte[] failureKinds = new byte[CHUNK];
        final byte[] verdicts = new byte[CHUNK];
    }

    int size() {
        return size;
    }

    void add(Item item) {
        if (size % CHUNK == 0) {
            chunks.add(new Chunk());
        }
        var chunk = chunks.get(size / CHUNK);
        var row = size % CHUNK;
        var source = item.source();
        chunk.names[row] = source.name();
        chunk.sourceStarted[row] = millis(source.startedAt());
        chunk.sourceStopped[row] = millis(source.stoppedAt());
        chunk.redriveCounts[row] = source.redriveCount();
        chunk.statuses[row] = code(source.status());
        chunk.attempts[row] = (short) item.attempt();
        size++;
        write(item.at(size - 1));
    }

    /// Writes what can change of an item.
    void write(Item item) {
        var chunk = chunks.get(item.index() / CHUNK);
        var row = item.index() % CHUNK;
        var run = item.run();
        var result = item.result();
        chunk.states[row] = code(item.state());
        chunk.started[row] = millis(run.startedAt());
        chunk.stopped[row] = millis(run.stoppedAt());
        chunk.flags[row] = (byte) ((run.adopted() ? ADOPTED : 0) | (run.redriven() ? REDRIVEN : 0));
        chunk.skipReasons[row] = code(result.skipReason());
        chunk.failureKinds[row] = code(result.failureKind());
        chunk.verdicts[row] = code(result.verdict());
        chunk.errors[row] = texts.idOfName(result.error());
        chunk.texts[row] = texts.idOf(result);
    }

    ItemState state(int index) {
        return STATES[chunks.get(index / CHUNK).states[index % CHUNK] - 1];
    }

    boolean hasVerdict(int index, Verdict verdict) {
        return chunks.get(index / CHUNK).verdicts[index % CHUNK] == code(verdict);
    }

    /// Sets every item that is in one state to another.
    void moveAll(ItemState from, ItemState to) {
        for (var index = 0; index < size; index++) {
            if (state(index) == from) {
                chunks.get(index / CHUNK).states[index % CHUNK] = code(to);
            }
        }
    }

    Item get(int index) {
        var chunk = chunks.get(index / CHUNK);
        var row = index % CHUNK;
        return new Item(index, source(chunk, row), chunk.attempts[row], state(index), run(chunk, row), result(index));
    }

    /// Whether the item's source has the name, or may be what an execution of a replay's name replays; cheap.
    boolean mayBe(int index, String name, ReplayName.@Nullable Form form) {
        var chunk = chunks.get(index / CHUNK);
        var row = index % CHUNK;
        var source = chunk.names[row];
        return source != null
                && (source.equals(name)
                        || (form != null && form.attempt() == chunk.attempts[row] && form.mayBeOf(source)));
    }

    void forgetTexts() {
        texts.forget();
    }

    private static Source source(Chunk chunk, int row) {
        var name = chunk.names[row];
        return new Source(
                name == null ? "" : name,
                decode(STATUSES, chunk.statuses[row]),
                instant(chunk.sourceStarted[row]),
                instant(chunk.sourceStopped[row]),
                chunk.redriveCounts[row]);
    }

    private static Run run(Chunk chunk, int row) {
        var flags = chunk.flags[row];
        return new Run(
                (flags & ADOPTED) != 0,
                (flags & REDRIVEN) != 0,
                instant(chunk.started[row]),
                instant(chunk.stopped[row]));
    }

    private Result result(int index) {
        var chunk = chunks.get(index / CHUNK);
        var row = index % CHUNK;
        var kept = texts.get(chunk.texts[row]);
        return new Result(
                decode(SKIP_REASONS, chunk.skipReasons[row]),
                decode(FAILURE_KINDS, chunk.failureKinds[row]),
                texts.nameOf(chunk.errors[row]),
                kept.cause(),
                kept.detail(),
                decode(VERDICTS, chunk.verdicts[row]),
                kept.changedPaths());
    }

    @SuppressWarnings("EnumOrdinal") // never leaves this process
    private static byte code(@Nullable Enum<?> value) {
        return value == null ? 0 : (byte) (value.ordinal() + 1);
    }

    private static <E> @Nullable E decode(E[] values, byte code) {
        return code == 0 ? null : values[code - 1];
    }

    private static long millis(@Nullable Instant date) {
        return date == null ? NO_DATE : date.toEpochMilli();
    }

    private static @Nullable Instant instant(long millis) {
        return millis == NO_DATE ? null : Instant.ofEpochMilli(millis);
    }
}
