package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.follow.Outcomes;
import io.github.sfnreplay.engine.plan.InputFilter;
import io.github.sfnreplay.engine.plan.ReplayExpressions;
import io.github.sfnreplay.engine.read.HeldRead;
import io.github.sfnreplay.engine.read.PendingRead;
import io.github.sfnreplay.expression.json.ExpressionException;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.ExecutionEnd;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.util.ArrayDeque;
import java.util.Queue;

/// The third step: takes items in plan order, waits for their inputs, and has them launched. An item whose read has to
/// be tried again lets the others pass, unless they are to run one after the other.
public final class Submitter {

    private final ActiveReplay job;
    private final InputQueue inputs;
    private final ReplayExpressions formulas;
    private final Starter starter;
    private final Launcher launcher;
    private final Outcomes outcomes;
    private final Queue<InputQueue.Prepared> late = new ArrayDeque<>();

    public Submitter(
            ActiveReplay job,
            InputQueue inputs,
            ReplayExpressions formulas,
            Starter starter,
            Launcher launcher,
            Outcomes outcomes) {
        this.job = job;
        this.inputs = inputs;
        this.formulas = formulas;
        this.starter = starter;
        this.launcher = launcher;
        this.outcomes = outcomes;
    }

    /// Launches everything, and returns when the last call has come back.
    public void submitAll() throws InterruptedException {
        for (var next = inputs.next(); next.item() != null; next = inputs.next()) {
            launchLate();
            next.reading().awaitTurn();
            if (next.reading().isDone() || isStrict()) {
                launch(next.item(), next.reading());
            } else {
                late.add(next);
            }
        }
        for (var next : late) {
            launch(next);
        }
        launcher.settle();
    }

    private void launchLate() throws InterruptedException {
        for (var waiting = late.iterator(); waiting.hasNext(); ) {
            var next = waiting.next();
            if (next.reading().isDone()) {
                waiting.remove();
                launch(next);
            }
        }
    }

    private void launch(InputQueue.Prepared prepared) throws InterruptedException {
        if (prepared.item() != null) {
            launch(prepared.item(), prepared.reading());
        }
    }

    private void launch(Item item, PendingRead reading) throws InterruptedException {
        try {
            if (inputs.isRedrive(item)) {
                launchRedrive(item, reading);
            } else {
                launchStart(item, inputs.take(reading));
            }
        } catch (ExpressionException e) {
            outcomes.withoutExecution(invalid(item, e));
        } catch (StepFunctionsException e) {
            outcomes.withoutExecution(InputFilter.unreadable(item, e));
        }
    }

    private void launchRedrive(Item item, PendingRead reading) throws InterruptedException {
        ExecutionEnd before;
        try (var held = inputs.take(reading)) {
            var end = held.data().end();
            before = end == null ? null : end.withoutOutput();
        }
        launcher.launch(Action.REDRIVE_EXECUTION, item, before, () -> redriveOrStart(item));
    }

    /// Whoever starts the item closes what was read of it; nobody else does, unless it is not started.
    private void launchStart(Item item, HeldRead held) throws InterruptedException {
        var launched = false;
        try {
            var read = held.data().input();
            if (read == null) {
                outcomes.withoutExecution(withoutInput(item));
                return;
            }
            var input = transformed(item, read);
            held.holdsAlso(input);
            launcher.launch(Action.START_EXECUTION, item, null, () -> start(item, held, input));
            launched = true;
        } finally {
            if (!launched) {
                held.close();
            }
        }
    }

    private Item start(Item item, HeldRead held, String input) throws InterruptedException {
        try (held) {
            if (inputs.mayStartWith(held)) {
                return starter.start(item, input);
            }
            var described = inputs.describedInput(item);
            return described == null ? withoutInput(item) : starter.start(item, transformed(item, described));
        } catch (ExpressionException e) {
            return invalid(item, e);
        } catch (StepFunctionsException e) {
            return InputFilter.unreadable(item, e);
        }
    }

    private Item redriveOrStart(Item item) throws InterruptedException {
        var redriven = starter.redrive(item);
        if (redriven.result().skipReason() != SkipReason.NOT_REDRIVABLE || !inputs.mayStartInstead()) {
            return redriven;
        }
        try {
            return startInstead(item);
        } catch (StoppedException e) {
            return item;
        } catch (ExpressionException e) {
            return invalid(item, e);
        } catch (StepFunctionsException e) {
            return InputFilter.unreadable(item, e);
        }
    }

    private Item startInstead(Item item) throws InterruptedException {
        var bytes = inputs.reserve();
        try (bytes) {
            var input = inputs.describedInput(item);
            if (input == null) {
                return withoutInput(item);
            }
            var changed = transformed(item, input);
            starter.permit(Action.START_EXECUTION);
            return starter.start(item, changed);
        }
    }

    private String transformed(Item item, String input) {
        return formulas.transformed(job.latest().sourceOf(item), item.source(), input);
    }

    private static Item withoutInput(Item item) {
        return item.skipped(SkipReason.INPUT_UNAVAILABLE, "AWS does not tell its input.");
    }

    private static Item invalid(Item item, ExpressionException fault) {
        return item.failed(FailureKind.INPUT_INVALID, null, String.valueOf(fault.getMessage()));
    }

    private boolean isStrict() {
        var max = job.latest().effectiveLimits().maxConcurrency();
        return max != null && max == 1;
    }
}
