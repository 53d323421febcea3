package io.github.sfnreplay.engine.plan;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.log.WantedExecution;
import io.github.sfnreplay.engine.read.ExecutionData;
import io.github.sfnreplay.engine.read.ExecutionKey;
import io.github.sfnreplay.engine.read.PendingRead;
import io.github.sfnreplay.engine.read.SourceReader;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.IntConsumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges candidates by what only their inputs and errors tell: `errors`, `inputMatches`, `distinctBy`, and whether
/// `inputTransform` gives a valid input.
public final class InputFilter {

    private static final Logger log = LoggerFactory.getLogger(InputFilter.class);
    /// Three times the calls in flight: enough that none waits for the judging of the one before.
    private static final int WINDOW = 256;

    private final ActiveReplay job;
    private final SourceReader reader;
    private final ReplayExpressions expressions;

    public InputFilter(ActiveReplay job, SourceReader reader, ReplayExpressions expressions) {
        this.job = job;
        this.reader = reader;
        this.expressions = expressions;
    }

    public boolean isNeeded() {
        return expressions.needInput() || needsError();
    }

    /// Reads many at once and judges them in their order.
    ///
    /// @param onMatched told how many match so far; may refuse
    /// @return the items that match, in their order
    List<Item> examine(Iterable<Item> candidates, PlanningProgress progress, IntConsumer onMatched)
            throws InterruptedException {
        while (true) {
            var count = countReads(candidates);
            progress.toRead(count);
            announce(candidates, count);
            var matches = new Matches(progress);
            examine(candidates, matches, onMatched);
            if (!matches.fromHistory || !reader.areHistoriesWrong()) {
                return matches.items;
            }
            log.info("Candidates are judged again, without what histories told of them");
        }
    }

    private void examine(Iterable<Item> candidates, Matches matches, IntConsumer onMatched)
            throws InterruptedException {
        var window = new ArrayDeque<Candidate>();
        for (var item : candidates) {
            if (!mayMatch(item)) {
                continue;
            }
            if (window.size() == WINDOW) {
                judge(window.remove(), matches);
                onMatched.accept(matches.items.size());
            }
            window.add(new Candidate(item, begin(item, window, matches)));
        }
        while (!window.isEmpty()) {
            judge(window.remove(), matches);
        }
    }

    /// What is read already is judged, and its bytes given back, before anybody waits for bytes.
    private PendingRead begin(Item item, Queue<Candidate> window, Matches matches) throws InterruptedException {
        if (item.state() != ItemState.PENDING) {
            return PendingRead.nothing();
        }
        var key = ExecutionKey.of(job.latest().sourceOf(item), item.source());
        while (!window.isEmpty()) {
            var reading = reader.tryBegin(key, need(), true);
            if (reading != null) {
                return reading;
            }
            judge(window.remove(), matches);
        }
        return reader.begin(key, need(), true);
    }

    private void announce(Iterable<Item> candidates, int count) throws InterruptedException {
        Iterable<WantedExecution> executions = () -> StreamSupport.stream(candidates.spliterator(), false)
                .filter(item -> item.state() == ItemState.PENDING && mayMatch(item))
                .map(item -> WantedExecution.of(job.latest().sourceOf(item), item.source()))
                .iterator();
        reader.announce(executions, count, need());
    }

    private int countReads(Iterable<Item> candidates) {
        var count = 0;
        for (var item : candidates) {
            count += item.state() == ItemState.PENDING && mayMatch(item) ? 1 : 0;
        }
        return count;
    }

    /// Whether it is worth a read: what succeeded has no error.
    private boolean mayMatch(Item item) {
        return !needsError() || item.source().status() != ExecutionStatus.SUCCEEDED;
    }

    private record Candidate(Item item, PendingRead reading) {}

    private void judge(Candidate candidate, Matches matches) throws InterruptedException {
        var item = candidate.item();
        if (item.state() != ItemState.PENDING) {
            matches.add(item, null);
            return;
        }
        try (var held = reader.take(candidate.reading())) {
            matches.progress.read();
            matches.fromHistory |= held.data().isFromHistory();
            judge(item, held.data(), matches);
        } catch (StepFunctionsException e) {
            matches.add(unreadable(item, e), null);
        }
    }

    private void judge(Item item, ExecutionData known, Matches matches) {
        var end = known.end();
        if (needsError() && !job.spec().filter().matchesError(end == null ? null : end.error())) {
            return;
        }
        if (!expressions.needInput()) {
            matches.add(item, null);
            return;
        }
        if (known.input() == null) {
            matches.add(item.skipped(SkipReason.INPUT_UNAVAILABLE, "AWS does not tell its input."), null);
            return;
        }
        var arn = job.latest().sourceOf(item);
        String key;
        try {
            if (!expressions.select(arn, item.source(), known.input())) {
                return;
            }
            if (!expressions.isSupersedingByName() && expressions.isSuperseded(arn, item.source(), known.input())) {
                matches.add(superseded(item), null);
                return;
            }
            key = expressions.key(arn, item.source(), known.input());
        } catch (ExpressionException e) {
            matches.add(item.skipped(SkipReason.EXPRESSION_FAILED, e.getMessage()), null);
            return;
        }
        try {
            Objects.requireNonNull(expressions.transformed(arn, item.source(), known.input()));
            matches.add(item, key);
        } catch (ExpressionException e) {
            matches.add(item.failed(FailureKind.INPUT_INVALID, null, String.valueOf(e.getMessage())), null);
        }
    }

    ReplayExpressions expressions() {
        return expressions;
    }

    static Item superseded(Item item) {
        return item.skipped(SkipReason.SUPERSEDED, "A later execution with the same skipSuperseded key has succeeded.");
    }

    /// What becomes of an item whose source cannot be read.
    public static Item unreadable(Item item, StepFunctionsException fault) {
        return fault.kind() == StepFunctionsException.Kind.EXECUTION_GONE
                ? item.skipped(SkipReason.INPUT_UNAVAILABLE, fault.detail())
                : item.failed(FailureKind.READ_FAILED, fault.errorCode(), fault.detail());
    }

    private boolean needsError() {
        return !job.spec().filter().errors().isEmpty();
    }

    private ExecutionData.Need need() {
        return !expressions.needInput()
                ? ExecutionData.Need.END
                : needsError() ? ExecutionData.Need.BOTH : ExecutionData.Need.INPUT;
    }

    /// The items that match; of those that share a key, all but the newest are skipped.
    private static final class Matches {

        private final PlanningProgress progress;
        private final List<Item> items = new ArrayList<>();
        private final Map<String, Integer> newest = new HashMap<>();
        private boolean fromHistory;

        Matches(PlanningProgress progress) {
            this.progress = progress;
        }

        void add(Item item, @Nullable String key) {
            items.add(item);
            if (key == null) {
                return;
            }
            var index = items.size() - 1;
            var before = newest.merge(shortened(key), index, this::newer);
            if (before != index) {
                skip(index);
            }
        }

        private int newer(int one, int other) {
            var date = Objects.requireNonNull(items.get(one).source().startedAt());
            if (date.isAfter(Objects.requireNonNull(items.get(other).source().startedAt()))) {
                return one;
            }
            skip(one);
            return other;
        }

        private void skip(int index) {
            items.set(
                    index,
                    items.get(index).skipped(SkipReason.DUPLICATE, "A newer execution has the same distinctBy key."));
        }

        private static String shortened(String key) {
            return key.length() <= 64 ? key : HexFormat.of().formatHex(ReplayName.sha256(key));
        }
    }
}
