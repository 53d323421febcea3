package io.github.sfnreplay.simulator.account;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every accepted start, redrive and stop, in order. A repeated start that was answered with the running execution is
/// no
/// new start.
public final class Ledger {

    private final List<Line> starts = new ArrayList<>();
    private final List<Line> redrives = new ArrayList<>();
    private final List<Line> stops = new ArrayList<>();
    private final Map<String, String> targets = new HashMap<>();

    Ledger() {}

    synchronized void started(Execution execution, String target, long at) {
        starts.add(new Line(execution, targets.computeIfAbsent(target, key -> key), null, at));
    }

    synchronized void redriven(Execution execution, @Nullable String clientToken, long at) {
        redrives.add(new Line(execution, execution.machine().arn(), clientToken, at));
    }

    synchronized void stopped(Execution execution, long at) {
        stops.add(new Line(execution, execution.machine().arn(), null, at));
    }

    /// How many starts were accepted.
    public synchronized int acceptedStarts() {
        return starts.size();
    }

    /// How many redrives were accepted.
    public synchronized int acceptedRedrives() {
        return redrives.size();
    }

    /// How many running executions were stopped.
    public synchronized int acceptedStops() {
        return stops.size();
    }

    /// How many different names were started, over all machines.
    public synchronized int distinctNames() {
        var names = new HashSet<String>();
        starts.forEach(line -> names.add(
                line.execution().machine().arn() + ":" + line.execution().name()));
        return names.size();
    }

    /// How many different inputs were started, over all machines.
    public synchronized int distinctInputs() {
        var inputs = new HashSet<ByteBuffer>();
        starts.forEach(line -> inputs.add(ByteBuffer.wrap(line.execution().input())));
        return inputs.size();
    }

    /// How many starts had an input that had been started before.
    public synchronized int duplicateInputs() {
        return acceptedStarts() - distinctInputs();
    }

    /// The starts in the order of acceptance.
    public synchronized List<LedgerEntry> starts() {
        return view(LedgerEntry.Kind.START, starts);
    }

    /// The redrives in the order of acceptance.
    public synchronized List<LedgerEntry> redrives() {
        return view(LedgerEntry.Kind.REDRIVE, redrives);
    }

    /// The stops in the order of acceptance.
    public synchronized List<LedgerEntry> stops() {
        return view(LedgerEntry.Kind.STOP, stops);
    }

    /// Forgets everything so far.
    public synchronized void clear() {
        starts.clear();
        redrives.clear();
        stops.clear();
    }

    private static List<LedgerEntry> view(LedgerEntry.Kind kind, List<Line> lines) {
        return lines.stream().map(line -> line.entry(kind)).toList();
    }

    private record Line(
            Execution execution, String target, @Nullable String clientToken, long at) {

        LedgerEntry entry(LedgerEntry.Kind kind) {
            return new LedgerEntry(
                    kind,
                    Instant.ofEpochMilli(at),
                    execution.machine().arn(),
                    target,
                    execution.arn(),
                    execution.name(),
                    execution.inputText(),
                    clientToken);
        }
    }
}
