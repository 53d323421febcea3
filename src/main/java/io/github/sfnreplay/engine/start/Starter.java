package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.Owners;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.expression.json.JsonDiff;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Starts one item, and stays with it until it is certain what became of that.
final class Starter implements StartAttempt {

    private final ActiveReplay job;
    private final StepFunctions stepFunctions;
    private final PacedCalls calls;
    private final Descriptions descriptions;
    private final Owners owners;
    private final boolean transforms;

    /// @param calls held while the replay is paused, and stopped when it is cancelled
    /// @param transforms whether inputs are changed, so that an execution of the same name may have another one
    Starter(
            ActiveReplay job,
            StepFunctions stepFunctions,
            PacedCalls calls,
            Descriptions descriptions,
            boolean transforms) {
        this.job = job;
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.descriptions = descriptions;
        this.owners = job.owners();
        this.transforms = transforms;
    }

    /// Starts an execution under the item's name.
    @Override
    public Item start(Item item, String input) throws InterruptedException {
        var execution = job.latest().replayOf(item);
        var sendings = new Sendings(stepFunctions.clock());
        try {
            var date = calls.permitted(
                    Action.START_EXECUTION,
                    () -> {
                        sendings.sending();
                        return stepFunctions.startExecution(job.spec().target(), execution.name(), input);
                    },
                    sendings::failed);
            return owners.begun(item, date, sendings.sentAt());
        } catch (StoppedException e) {
            return sendings.isInDoubt() ? whatBecameOf(item, execution, sendings) : item;
        } catch (StepFunctionsException e) {
            if (e.kind() == Kind.ALREADY_EXISTS) {
                return existing(item, execution, input, sendings);
            }
            var refused = Refusal.of(e, item, job);
            return sendings.isInDoubt() ? whatBecameOf(item, execution, sendings) : refused;
        }
    }

    /// An execution has the name already. After an attempt in doubt it may be that attempt's own.
    private Item existing(Item item, ExecutionArn execution, String input, Sendings sendings)
            throws InterruptedException {
        if (!transforms && !sendings.isInDoubt() && !owners.isTakeover()) {
            return adopted(item, null);
        }
        try {
            var details = descriptions.read(execution);
            var date = details.execution().startedAt();
            if (owners.mayHaveStarted(date)) {
                return owners.found(item, date);
            }
            if (transforms && !isEqual(details.input(), input)) {
                return nameTaken(item, execution);
            }
            return sendings.isInDoubt() ? owners.begun(item, date, sendings.sentAt()) : adopted(item, date);
        } catch (StepFunctionsException e) {
            if (sendings.isInDoubt()) {
                return owners.begunUnseen(item, sendings.estimate());
            }
            return transforms ? nameTaken(item, execution) : adopted(item, null);
        } catch (StoppedException e) {
            return item.unconfirmed("The replay ended before it was certain who had started this.");
        }
    }

    private Item adopted(Item item, @Nullable Instant date) {
        owners.otherSeen();
        return item.adopted(date);
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
    private Item whatBecameOf(Item item, ExecutionArn execution, Sendings sendings) throws InterruptedException {
        var details = descriptions.readWhileThereIsHope(execution);
        return details == null
                ? item.unconfirmed("It could not be found out whether this had been started; no answer came.")
                : owners.begun(item, details.execution().startedAt(), sendings.sentAt());
    }
}
