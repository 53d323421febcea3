package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.log.WantedExecution;
import io.github.sfnreplay.engine.read.ExecutionData.Need;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds what has succeeded on a machine since some moment, by a key.
///
/// @param reader reads the inputs where the key needs them
public record LaterSuccesses(ExecutionListing listing, SourceReader reader) {

    /// As many as are read at once.
    private static final int WINDOW = 80;

    /// Tells the key of an execution.
    public interface Key {

        /// Tells it.
        ///
        /// @param input null where it is not read
        /// @return null if it has none
        /// @throws ExpressionException if it cannot be told
        @Nullable
        String of(Execution execution, @Nullable String input);
    }

    /// An execution whose input is being read.
    private record Reading(Execution execution, PendingRead read) {}

    /// When the last success with each key began.
    ///
    /// @param needsInput whether the key is told by the input
    public Map<String, Instant> since(StateMachineArn machine, Instant moment, boolean needsInput, Key key)
            throws InterruptedException {
        var latest = new HashMap<String, Instant>();
        var found = list(machine.unqualified(), moment);
        if (needsInput) {
            read(machine, found, key, latest);
        } else {
            found.forEach(execution -> add(execution, null, key, latest));
        }
        return latest;
    }

    private List<Execution> list(StateMachineArn machine, Instant moment) throws InterruptedException {
        var order = new ExecutionListing.Order();
        var names = new HashSet<String>();
        var found = new ArrayList<Execution>();
        listing.forEachPage(machine, ExecutionStatus.SUCCEEDED, page -> {
            page.stream()
                    .filter(execution -> execution.startedAt().isAfter(moment) && names.add(execution.name()))
                    .forEach(found::add);
            return order.isAllBefore(moment, page);
        });
        found.sort(Comparator.comparing(Execution::startedAt));
        return found;
    }

    private void read(StateMachineArn machine, List<Execution> found, Key key, Map<String, Instant> latest)
            throws InterruptedException {
        Iterable<WantedExecution> wanted = () -> found.stream()
                .map(execution -> WantedExecution.of(machine.execution(execution.name()), Source.of(execution)))
                .iterator();
        reader.announce(wanted, found.size(), Need.INPUT);
        var window = new ArrayDeque<Reading>();
        for (var execution : found) {
            var arn = ExecutionKey.of(machine.execution(execution.name()), execution);
            var pending = window.size() < WINDOW ? reader.tryBegin(arn, Need.INPUT, true) : null;
            while (pending == null) {
                take(Objects.requireNonNull(window.poll()), key, latest);
                pending = reader.tryBegin(arn, Need.INPUT, true);
            }
            window.add(new Reading(execution, pending));
        }
        for (var reading : window) {
            take(reading, key, latest);
        }
    }

    private void take(Reading reading, Key key, Map<String, Instant> latest) throws InterruptedException {
        try (var held = reader.take(reading.read())) {
            if (held.data().input() != null) {
                add(reading.execution(), held.data().input(), key, latest);
            }
        } catch (StepFunctionsException e) {
            // what cannot be read supersedes nothing
        }
    }

    private static void add(Execution execution, @Nullable String input, Key key, Map<String, Instant> latest) {
        try {
            var itsKey = key.of(execution, input);
            if (itsKey != null) {
                latest.merge(itsKey, execution.startedAt(), (before, now) -> before.isAfter(now) ? before : now);
            }
        } catch (ExpressionException e) {
            // what has no key supersedes nothing
        }
    }
}
