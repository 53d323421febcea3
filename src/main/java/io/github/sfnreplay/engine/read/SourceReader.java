package io.github.sfnreplay.engine.read;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.control.Workers;
import io.github.sfnreplay.engine.log.ReplayLogs;
import io.github.sfnreplay.engine.log.WantedExecution;
import io.github.sfnreplay.engine.read.ExecutionData.Need;
import io.github.sfnreplay.engine.read.PendingRead.Request;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads inputs and ends of executions, many at once, within the bytes that all replays share. `DescribeExecution` and
/// `GetExecutionHistory` have token buckets of their own, so each read goes to the one that is free first; what the
/// history does not tell is described.
public final class SourceReader implements AutoCloseable {

    /// What an answer takes at most while it is read: a text of 256 KiB with a character beyond Latin-1 takes twice
    /// that, and the parser's copy of it the same again.
    static final long BYTES_PER_READ = 1 << 20;

    private final StepFunctions stepFunctions;
    private final PacedCalls calls;
    private final Shared shared;
    private final Workers workers;
    private final ExecutionReads reads;
    private final LoggedReads logged;
    private final ReadBudget.Account ahead;
    private final ReadBudget.Account again;
    private final ReadBudget.Account brief;
    private final AtomicInteger startedFromHistory = new AtomicInteger();

    /// What the readers of all replays share.
    record Shared(ExecutionCache known, HistoryTrust trust) {}

    /// @param logs where executions may be told in bulk; null for no logs
    SourceReader(
            StepFunctions stepFunctions,
            PacedCalls calls,
            Shared shared,
            Workers workers,
            ReadBudget budget,
            @Nullable ReplayLogs logs) {
        this.logged = new LoggedReads(logs, stepFunctions, calls, shared.known());
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.shared = shared;
        this.workers = workers;
        this.reads = new ExecutionReads(stepFunctions, calls, shared.trust());
        this.ahead = budget.newAccount();
        this.again = budget.newAccount();
        this.brief = budget.newAccount();
    }

    /// Tells what will be read ahead, so that it can be read in bulk from logs where that is faster.
    ///
    /// @param executions in the order in which they will be read
    /// @param count how many they are
    public void announce(Iterable<WantedExecution> executions, int count, Need need) throws InterruptedException {
        logged.announce(executions, count, need);
    }

    /// The logs that it reads from; null for none.
    public @Nullable ReplayLogs logs() {
        return logged.logs();
    }

    /// Begins to read ahead; returns when the call may begin, so that reads begin in the order in which they are asked
    /// for. Waits for bytes that others hold.
    ///
    /// @param keep whether others will ask for the same again
    public PendingRead begin(ExecutionKey key, Need need, boolean keep) throws InterruptedException {
        var lease = lease(ahead, BYTES_PER_READ);
        return begin(new Request(key, need, keep), lease);
    }

    /// As `begin`, for whoever holds reads that are done, and must use them rather than wait for bytes.
    ///
    /// @return null if there are no bytes left at the moment; never if nothing is held
    public @Nullable PendingRead tryBegin(ExecutionKey key, Need need, boolean keep) throws InterruptedException {
        var lease = ahead.tryAcquire(BYTES_PER_READ);
        return lease == null ? null : begin(new Request(key, need, keep), lease);
    }

    private PendingRead begin(Request request, ReadBudget.Lease lease) throws InterruptedException {
        var pending = new PendingRead(request, lease);
        try {
            begin(pending);
        } catch (InterruptedException | RuntimeException e) {
            lease.close();
            throw e;
        }
        return pending;
    }

    private void begin(PendingRead pending) throws InterruptedException {
        var request = pending.request();
        var before = knownOrLogged(request);
        if (before.satisfies(request.need()) || request.key().arn().isExpress()) {
            pending.succeeded(before.only(request.need())); // nothing but its logs tells of an EXPRESS execution
            return;
        }
        var missing = before.missing(request.need());
        var read = reads.permitted(request.key(), missing, pending);
        if (!pending.isOver()) {
            fork(pending, () -> kept(request, read.call(), before));
        }
    }

    private ExecutionData knownOrLogged(Request request) throws InterruptedException {
        var known = known(request.key());
        return known.satisfies(request.need()) ? known : known.and(logged.read(request.key(), request.keep()));
    }

    private ExecutionData known(ExecutionKey key) {
        var known = shared.known().get(key);
        return areHistoriesWrong() ? known.withoutHistory() : known;
    }

    private ExecutionData kept(Request request, ExecutionReads.Answer answer, ExecutionData before) {
        if (request.keep()) {
            shared.known().add(answer.key(), answer.data());
        }
        return before.and(answer.data()).only(request.need());
    }

    /// Waits for the result and hands it over with its bytes. What was given up meanwhile, or was told by a history
    /// that is not to be believed any more, is read again.
    public HeldRead take(PendingRead pending) throws InterruptedException {
        try {
            var data = pending.join();
            if (data != null && pending.lease().keep() && !shared.trust().doubts(data)) {
                return new HeldRead(data, pending.lease());
            }
        } catch (RuntimeException e) {
            pending.lease().close();
            throw e;
        }
        pending.lease().close();
        return takeAgain(pending.request());
    }

    private HeldRead takeAgain(Request request) throws InterruptedException {
        var lease = lease(again, BYTES_PER_READ);
        var pending = begin(request, lease);
        try {
            return new HeldRead(PendingRead.join(pending.result()), lease);
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /// Whether an execution may be started with the input at this very moment; otherwise it has to be described. What
    /// is started is counted before it is asked whether histories are wrong, so that none is missing from the count
    /// that is told once they are.
    public boolean mayStartWith(HeldRead held) {
        if (!held.data().inputFromHistory()) {
            return true;
        }
        startedFromHistory.incrementAndGet();
        if (!shared.trust().isRefuted()) {
            return true;
        }
        startedFromHistory.decrementAndGet();
        return false;
    }

    /// How many executions were started with inputs that histories told.
    public int startedFromHistory() {
        return startedFromHistory.get();
    }

    /// Whether histories have turned out to be wrong, so that what was judged by them has to be judged again.
    public boolean areHistoriesWrong() {
        return shared.trust().isRefuted();
    }

    /// Gives up all that was read ahead and not taken.
    public void forgetAhead() {
        ahead.revoke();
    }

    /// Waits for the bytes of a given number of reads that `read` and `readNow` make; to be closed when their results
    /// are used.
    public ReadBudget.Lease reserve(int count) throws InterruptedException {
        return lease(brief, count * BYTES_PER_READ);
    }

    /// Reads and waits for the result; takes no bytes, as the caller has reserved them.
    public ExecutionData read(ExecutionKey key, Need need, boolean keep) throws InterruptedException {
        var pending = begin(new Request(key, need, keep), ReadBudget.emptyLease());
        return PendingRead.join(pending.result());
    }

    /// As `read`, whatever was read before.
    public ExecutionData readNow(ExecutionArn execution, Need need) throws InterruptedException {
        var key = new ExecutionKey(execution, null, 0);
        var pending = new PendingRead(new Request(key, need, false), ReadBudget.emptyLease());
        var read = reads.permitted(key, need, pending);
        fork(pending, () -> read.call().data());
        return PendingRead.join(pending.result());
    }

    /// Begins to describe an execution, and keeps what its description tells.
    public CompletableFuture<Execution> describeLater(ExecutionArn execution) throws InterruptedException {
        var described = new CompletableFuture<Execution>();
        var lease = lease(brief, BYTES_PER_READ);
        calls.permit(Action.DESCRIBE_EXECUTION);
        fork(
                () -> {
                    try (lease) {
                        var details = calls.permitted(
                                Action.DESCRIBE_EXECUTION,
                                () -> stepFunctions.describeExecution(execution),
                                fault -> {});
                        shared.known().add(ExecutionKey.of(execution, details.execution()), ExecutionData.of(details));
                        return details.execution();
                    }
                },
                described::complete,
                described::completeExceptionally);
        return described;
    }

    public ExecutionDetails describe(ExecutionArn execution) throws InterruptedException {
        return calls.call(Action.DESCRIBE_EXECUTION, () -> stepFunctions.describeExecution(execution));
    }

    /// Gives back all bytes; to be called when nothing reads for the replay any more.
    @Override
    public void close() {
        ahead.close();
        again.close();
        brief.close();
    }

    private void fork(PendingRead pending, Callable<ExecutionData> work) throws InterruptedException {
        fork(work, pending::succeeded, pending::failed);
    }

    /// An `Error` has to reach whoever waits for the result, or they would wait for good.
    private <T> void fork(Callable<T> work, Consumer<T> onResult, Consumer<Throwable> onFault)
            throws InterruptedException {
        workers.fork(() -> {
            try {
                onResult.accept(work.call());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                onFault.accept(new StoppedException());
            } catch (Throwable e) {
                onFault.accept(e);
            }
        });
    }

    private ReadBudget.Lease lease(ReadBudget.Account account, long bytes) throws InterruptedException {
        while (true) {
            calls.pass();
            var lease = account.acquire(bytes, calls::isOpen);
            if (lease != null) {
                return lease;
            }
        }
    }
}
