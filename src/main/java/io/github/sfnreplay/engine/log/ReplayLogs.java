package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.executionlogs.ExecutionEvent;
import io.github.sfnreplay.executionlogs.ExecutionLogs;
import io.github.sfnreplay.executionlogs.LogGroupArn;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Plan.InputsFrom;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StateMachine;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The logs of the machine whose executions one replay runs again. Finds out once whether they can be used; uses them
/// for a STANDARD machine only where there is more to read than the token buckets of the API hold.
public final class ReplayLogs {

    /// How many executions are looked for to learn what the logs hold beside them.
    private static final int SAMPLE = 500;

    /// A megabyte each; some may be empty.
    private static final int SAMPLE_PAGES = 3;

    private final Gateways gateways;
    private final ActiveReplay job;
    private final StateMachineArn machine;
    private final PacedCalls calls;
    private final WorkerPool pool;
    private final LogUsage usage;
    private @Nullable Source source;
    private volatile @Nullable LogReader reader;

    /// What clocks may differ by.
    private static final Duration CLOCKS = Duration.ofMinutes(1);

    /// As long as Step Functions keeps histories of STANDARD executions: who wants older ones has to say so.
    private static final Duration LONGEST_KEPT = Duration.ofDays(90);

    /// What all replays share.
    public record Gateways(StepFunctions stepFunctions, ExecutionLogs logs, LogSettings settings) {}

    /// @param log null if there is none that can be used
    private record Source(@Nullable MachineLog log, LogCalls calls) {}

    /// @param machine whose logs they are
    public ReplayLogs(Gateways gateways, ActiveReplay job, StateMachineArn machine, PacedCalls calls, WorkerPool pool) {
        this.gateways = gateways;
        this.machine = machine;
        this.job = job;
        this.calls = calls;
        this.pool = pool;
        var pacer = calls.pace().pacer();
        var region = job.spec().stateMachine().region();
        var rates = new LogUsage.Rates(
                pacer.ratePerSecond(region, Action.FILTER_LOG_EVENTS),
                pacer.ratePerSecond(region, Action.DESCRIBE_EXECUTION)
                        + pacer.ratePerSecond(region, Action.GET_EXECUTION_HISTORY));
        this.usage = new LogUsage(rates, calls.pace().ticker()::nanoTime);
    }

    /// Whether and how they are used.
    public LogUsage usage() {
        return usage;
    }

    /// Begins to read ahead, if that is faster than reading each execution by itself.
    ///
    /// @param executions in the order in which they will be taken
    /// @param count how many they are
    public void readAhead(Iterator<WantedExecution> executions, int count, boolean inputs, boolean ends)
            throws InterruptedException {
        reader = null;
        var log = isWorthwhile(count) ? source().log() : null;
        if (log != null) {
            var next = new LogReader(source().calls(), log, usage, pool);
            next.readAhead(executions, inputs, ends);
            reader = next;
        }
    }

    /// Waits for what the logs tell of an execution.
    ///
    /// @return null if they tell nothing of it, or are not used
    public @Nullable LoggedExecution take(String arn) throws InterruptedException {
        var current = reader;
        if (current == null) {
            return null;
        }
        var told = current.take(arn);
        usage.looked(told != null);
        return told;
    }

    /// Says how many inputs will come from where, by a look at a few pages.
    ///
    /// @param executions that are to be read
    public InputsFrom forecast(Iterable<WantedExecution> executions, int count) throws InterruptedException {
        var log = isWorthwhile(count) ? source().log() : null;
        if (log == null) {
            return new InputsFrom(0, count, 0);
        }
        var kept = 0;
        var sample = new ArrayList<WantedExecution>(SAMPLE);
        for (var each : executions) {
            if (log.keeps(each.startedAt())) {
                kept++;
                if (sample.size() < SAMPLE) {
                    sample.add(each);
                }
            }
        }
        var perSecond = sample.isEmpty() ? 0 : sampled(new LogSlice(sample, true, false), log);
        return usage.isOn() && perSecond > 0
                ? new InputsFrom(kept, count - kept, perSecond)
                : new InputsFrom(0, count, 0);
    }

    /// How many can be read a second; 0 where the API is as fast.
    private double sampled(LogSlice slice, MachineLog log) throws InterruptedException {
        var found = 0;
        var pages = 0;
        String token = null;
        try {
            var query = slice.queries(log).getFirst();
            do {
                var page = source().calls().find(query, token);
                for (var event : page.events()) {
                    found += slice.add(event, log.mayBeMasked(event)) ? 1 : 0;
                }
                pages++;
                token = page.nextToken();
            } while (token != null && pages < SAMPLE_PAGES);
        } catch (LogsUnusableException e) {
            usage.stop(e.why(), e.isNotable());
            return 0;
        }
        return usage.isWorthwhile(found, pages) ? usage.perSecond(found, pages) : 0;
    }

    /// Few are read at once by the tokens that the API's buckets hold.
    private boolean isWorthwhile(int count) {
        if (isOnlyWay()) {
            return count > 0;
        }
        return usage.isOn()
                && gateways.settings().enabled()
                && gateways.logs().isReachable()
                && count > tokens(Action.DESCRIBE_EXECUTION) + tokens(Action.GET_EXECUTION_HISTORY);
    }

    private boolean isOnlyWay() {
        var types = job.spec().types();
        return machine.equals(job.spec().stateMachine()) ? types.expressSource() : types.expressTarget();
    }

    /// How long after an event its absence says something.
    public Duration ingestionDelay() {
        return gateways.settings().ingestionDelay();
    }

    /// Looks through the logs of a time, several stretches at once.
    ///
    /// @param from [Instant#EPOCH] for as long as they are kept
    /// @param until null for now
    /// @param use told of each event, in no order, one after the other
    /// @throws ReplayException if there are no logs that can be used
    public void scan(
            Instant from, @Nullable Instant until, Set<ExecutionEvent.Type> types, Consumer<ExecutionEvent> use)
            throws InterruptedException {
        var log = source().log();
        if (log == null) {
            throw new ReplayException(new Fault(
                    Fault.Kind.LOGGING_NOT_SUFFICIENT, "The logs of " + machine + " cannot be used any more."));
        }
        var end = until == null ? job.time().plus(CLOCKS) : until;
        var kept = job.time().minus(LONGEST_KEPT);
        new LogScan(source().calls(), log, pool).scan(from.isBefore(kept) ? kept : from, end, types, use);
    }

    private long tokens(Action action) {
        var lane = Lane.of(job.spec().stateMachine(), action);
        return Math.max(0, calls.pace().pacer().availableTokens(lane));
    }

    private synchronized Source source() throws InterruptedException {
        if (source == null) {
            source = find();
        }
        return source;
    }

    private Source find() throws InterruptedException {
        var described = calls.call(
                Action.DESCRIBE_STATE_MACHINE, () -> gateways.stepFunctions().describeStateMachine(machine));
        var logCalls = new LogCalls(gateways.logs(), calls, described.express());
        if (described.express()) {
            usage.require();
        }
        try {
            return new Source(find(described, logCalls), logCalls);
        } catch (LogsUnusableException e) {
            usage.stop(e.why(), e.isNotable());
            return new Source(null, logCalls);
        }
    }

    /// Of a target, only ends matter.
    private @Nullable MachineLog find(StateMachine described, LogCalls logCalls) throws InterruptedException {
        var needsData = machine.equals(job.spec().stateMachine());
        if (MachineLog.whyNotLogged(described.logging(), needsData) != null) {
            return null;
        }
        var arn = LogGroupArn.parse(Objects.requireNonNull(described.logging().logGroupArn()));
        var group = logCalls.describe(arn);
        var why = MachineLog.whyNotReadable(arn, group);
        if (why != null || group == null) {
            throw new LogsUnusableException(String.valueOf(why), true);
        }
        if (needsData && group.masks()) {
            throw new LogsUnusableException(
                    "A data protection policy masks what the log group " + arn.name() + " tells.", true);
        }
        return MachineLog.of(described, group, job.time());
    }
}
