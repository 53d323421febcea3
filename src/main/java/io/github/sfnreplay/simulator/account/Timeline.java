package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/// Makes happen what is due, in order and with its own date, whenever somebody looks: executions end, listings catch
/// up,
/// old executions are forgotten.
final class Timeline {

    private final PriorityQueue<Closing> closings =
            new PriorityQueue<>(Comparator.comparingLong(Closing::due).thenComparingLong(Closing::order));
    private final PriorityQueue<Publication> publications =
            new PriorityQueue<>(Comparator.comparingLong(Publication::due).thenComparingLong(Publication::order));
    private final PriorityQueue<Phase> past = new PriorityQueue<>(Comparator.comparingLong(Phase::stop));
    private final OpenCount openCount;
    private final long retention;
    private Execution.Listener listener = new Execution.Listener() {};
    private long lag;
    private long order;

    Timeline(OpenCount openCount, Duration retention) {
        this.openCount = openCount;
        this.retention = retention.toMillis();
    }

    void listener(Execution.Listener value) {
        listener = value;
    }

    void lag(Duration value) {
        lag = value.toMillis();
    }

    /// Brings everything up to that moment.
    void settle(long now) {
        for (var next = closings.peek(); next != null && next.due() <= now; next = closings.peek()) {
            closings.remove();
            if (next.opened().current()) {
                close(next.opened().execution(), next.outcome(), next.due());
            }
        }
        for (var next = publications.peek(); next != null && next.due() <= now; next = publications.peek()) {
            publications.remove();
            show(next.phase());
        }
        for (var next = past.peek(); next != null && next.stop() + retention < now; next = past.peek()) {
            past.remove();
            if (next.current()) {
                next.execution().machine().forget(next.execution());
            }
        }
    }

    /// Has the execution, which has just opened, end as it should.
    void opened(Execution execution, Outcome outcome, long at) {
        publish(execution, at);
        if (outcome.status() == ExecutionStatus.RUNNING) {
            return;
        }
        if (outcome.duration().isZero()) {
            close(execution, outcome, at);
        } else {
            closings.add(new Closing(at + outcome.duration().toMillis(), order++, execution.phase(), outcome));
        }
    }

    void close(Execution execution, Outcome outcome, long at) {
        openCount.closed(execution.openedByCall());
        execution.close(outcome, at);
        listener.ended(execution);
        publish(execution, at);
        remember(execution);
    }

    /// Forgets the execution when its time has come.
    void remember(Execution execution) {
        past.add(execution.phase());
    }

    private void publish(Execution execution, long at) {
        if (lag == 0) {
            show(execution.phase());
        } else {
            publications.add(new Publication(at + lag, order++, execution.phase()));
        }
    }

    private static void show(Phase phase) {
        var execution = phase.execution();
        if (!execution.machine().express() && !execution.gone()) {
            execution.machine().show(execution, phase);
        }
    }

    private record Closing(long due, long order, Phase opened, Outcome outcome) {}

    private record Publication(long due, long order, Phase phase) {}
}
