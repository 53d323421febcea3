package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.expression.json.JsonDiff;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Starts or redrives one item, and stays with it until it is certain what became of that.
public final class Starter {

    private static final Duration TOKEN_LIFE = Duration.ofMinutes(14);
    private static final int DESCRIPTIONS = 5;

    private final ActiveReplay job;
    private final StepFunctions stepFunctions;
    private final PacedCalls calls;
    private final PacedCalls followCalls;
    private final ExecutionCache known;
    private final boolean transforms;

    /// @param calls held while the replay is paused, and stopped when it is cancelled
    /// @param followCalls go on then
    public Starter(
            ActiveReplay job,
            StepFunctions stepFunctions,
            PacedCalls calls,
            PacedCalls followCalls,
            ExecutionCache known,
            boolean transforms) {
        this.job = job;
        this.known = known;
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.followCalls = followCalls;
        this.transforms = transforms;
    }

    /// Waits until a start or a redrive may begin.
    void permit(Action action) throws InterruptedException {
        calls.permit(action);
    }

    /// Starts an execution under the item's name; the permit for the first attempt is there.
    ///
    /// @return the item as it is now; unchanged if the replay was stopped before anything was started
    Item start(Item item, String input) throws InterruptedException {
        var execution = job.latest().replayOf(item);
        var doubt = new Doubt();
        try {
            var date = calls.permitted(
                    Action.START_EXECUTION,
                    () -> stepFunctions.startExecution(job.spec().target(), execution.name(), input),
                    doubt::seen);
            return isOwn(date) ? item.started(date) : item.adopted(date);
        } catch (StoppedException e) {
            return doubt.since == null ? item : whatBecameOf(item, execution);
        } catch (StepFunctionsException e) {
            if (e.kind() == Kind.ALREADY_EXISTS) {
                return existing(item, execution, input, doubt.since);
            }
            var refused = refused(item, e);
            return doubt.since == null ? refused : whatBecameOf(item, execution);
        }
    }

    /// Redrives the item's source; the permit for the first attempt is there.
    ///
    /// @return the item as it is now: skipped if AWS does not allow it; unchanged if the replay was stopped before
    Item redrive(Item item) throws InterruptedException {
        var source = job.latest().sourceOf(item);
        var token = HexFormat.of()
                .formatHex(ReplayName.sha256(source + "\n" + item.source().redriveCount()));
        var doubt = new Doubt();
        known.forgetEnd(source);
        try {
            var date =
                    calls.permitted(Action.REDRIVE_EXECUTION, () -> redrive(item, source, token, doubt), doubt::seen);
            return item.redriven(date);
        } catch (StoppedException e) {
            return doubt.since == null ? item : whatBecameOfRedrive(item, source);
        } catch (StepFunctionsException e) {
            var refused = notRedriven(e, item);
            return doubt.since == null ? refused : redriveInDoubt(item, source, refused);
        }
    }

    private Instant redrive(Item item, ExecutionArn source, String token, Doubt doubt) {
        if (doubt.since != null && doubt.since.isBefore(job.time().minus(TOKEN_LIFE))) {
            var details = stepFunctions.describeExecution(source);
            if (isRedriven(item, details)) {
                return doubt.since;
            }
        }
        return stepFunctions.redriveExecution(source, token);
    }

    private Item notRedriven(StepFunctionsException fault, Item item) {
        return switch (fault.kind()) {
            case NOT_REDRIVABLE -> item.skipped(SkipReason.NOT_REDRIVABLE, fault.detail());
            case EXECUTION_GONE -> item.skipped(SkipReason.NOT_FOUND, fault.detail());
            default -> refused(item, fault);
        };
    }

    /// The last attempt was refused, but one before may have done its work.
    private Item redriveInDoubt(Item item, ExecutionArn source, Item refused) throws InterruptedException {
        try {
            var details = followCalls.call(Action.DESCRIBE_EXECUTION, () -> stepFunctions.describeExecution(source));
            return isRedriven(item, details) ? item.redriven(job.time()) : refused;
        } catch (StoppedException | StepFunctionsException e) {
            return item.unconfirmedRedrive("It could not be found out whether this had been redriven; no answer came.");
        }
    }

    private static boolean isRedriven(Item item, ExecutionDetails details) {
        return details.execution().redriveCount() > item.source().redriveCount();
    }

    /// An execution has the name already. After an attempt in doubt it may be that attempt's own.
    private Item existing(Item item, ExecutionArn execution, String input, @Nullable Instant inDoubtSince)
            throws InterruptedException {
        if (!transforms && inDoubtSince == null) {
            return item.adopted(null);
        }
        try {
            var details = followCalls.call(Action.DESCRIBE_EXECUTION, () -> stepFunctions.describeExecution(execution));
            if (transforms && !isEqual(details.input(), input)) {
                return nameTaken(item, execution);
            }
            var date = details.execution().startedAt();
            return inDoubtSince != null && isOwn(date) ? item.started(date) : item.adopted(date);
        } catch (StepFunctionsException e) {
            if (inDoubtSince != null) {
                return item.started(inDoubtSince);
            }
            return transforms ? nameTaken(item, execution) : item.adopted(null);
        } catch (StoppedException e) {
            return item.unconfirmed("The replay ended before it was certain who had started this.");
        }
    }

    private static boolean isEqual(@Nullable String existing, String input) {
        try {
            return existing != null && JsonDiff.equal(existing, input);
        } catch (ExpressionException e) {
            return false;
        }
    }

    private static Item nameTaken(Item item, ExecutionArn execution) {
        return item.failed(
                FailureKind.NAME_TAKEN,
                "ExecutionAlreadyExists",
                "An execution has the name " + execution.name()
                        + " and another input, or one that cannot be read; use another attempt.");
    }

    /// No answer is to come any more to an attempt that may have started an execution.
    private Item whatBecameOf(Item item, ExecutionArn execution) throws InterruptedException {
        var details = describeNow(execution);
        if (details == null) {
            return item.unconfirmed("It could not be found out whether this had been started; no answer came.");
        }
        var date = details.execution().startedAt();
        return isOwn(date) ? item.started(date) : item.adopted(date);
    }

    private Item whatBecameOfRedrive(Item item, ExecutionArn source) throws InterruptedException {
        var details = describeNow(source);
        if (details == null) {
            return item.unconfirmedRedrive("It could not be found out whether this had been redriven; no answer came.");
        }
        return isRedriven(item, details) ? item.redriven(job.time()) : item;
    }

    private @Nullable ExecutionDetails describeNow(ExecutionArn execution) throws InterruptedException {
        for (var i = 0; i < DESCRIPTIONS; i++) {
            followCalls.permit(Action.DESCRIBE_EXECUTION);
            try {
                return stepFunctions.describeExecution(execution);
            } catch (StepFunctionsException e) {
                if (e.kind() == Kind.EXECUTION_GONE) {
                    return null;
                }
            }
        }
        return null;
    }

    private Item refused(Item item, StepFunctionsException fault) {
        if (fault.kind() == Kind.MACHINE_GONE || fault.kind() == Kind.TYPE_NOT_SUPPORTED) {
            job.endWith(ActiveReplay.fault(fault));
            return item;
        }
        return item.failed(FailureKind.START_REJECTED, fault.errorCode(), fault.detail());
    }

    /// Whether an execution with that start date can be one that this replay started. Some endpoints tell whole
    /// seconds only.
    private boolean isOwn(Instant date) {
        var began = Objects.requireNonNull(job.latest().times().startedAt());
        var bound = date.equals(date.truncatedTo(ChronoUnit.SECONDS)) ? began.truncatedTo(ChronoUnit.SECONDS) : began;
        return !date.isBefore(bound);
    }

    /// Remembers that an attempt may have done its work although no answer came.
    private final class Doubt {

        private @Nullable Instant since;

        void seen(StepFunctionsException fault) {
            if (fault.isAmbiguous() && since == null) {
                since = job.time();
            }
        }
    }
}
