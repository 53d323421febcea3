package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StoppedException;
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

/// Starts or redrives one item with what was read of it.
final class ItemStarter {

    private final ActiveReplay job;
    private final InputQueue inputs;
    private final ReplayExpressions expressions;
    private final StartAttempt starter;
    private final Redriver redriver;
    private final Launcher launcher;

    ItemStarter(
            ActiveReplay job,
            InputQueue inputs,
            ReplayExpressions expressions,
            StartAttempt starter,
            Redriver redriver,
            Launcher launcher) {
        this.job = job;
        this.inputs = inputs;
        this.expressions = expressions;
        this.starter = starter;
        this.redriver = redriver;
        this.launcher = launcher;
    }

    /// Takes what was read of an item, waits for the item's turn, and has it started beside the caller.
    void launch(Item item, Action action, PendingRead reading) throws InterruptedException {
        try {
            if (action == Action.REDRIVE_EXECUTION) {
                launchRedrive(item, reading);
            } else {
                launchStart(item, inputs.take(reading));
            }
        } catch (ExpressionException e) {
            launcher.endWithoutExecution(invalid(item, e));
        } catch (StepFunctionsException e) {
            launcher.endWithoutExecution(InputFilter.unreadable(item, e));
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
                launcher.endWithoutExecution(withoutInput(item));
                return;
            }
            var input = transformed(item, read);
            held.holdsAlso(input);
            launcher.launch(job.spec().startAction(), item, null, () -> start(item, held, input));
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
        var redriven = redriver.redrive(item);
        if (redriven.result().skipReason() != SkipReason.NOT_REDRIVABLE
                || !job.spec().mode().startsNew()) {
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
            launcher.permit(Action.START_EXECUTION);
            return starter.start(item, changed);
        }
    }

    private String transformed(Item item, String input) {
        return expressions.transformed(job.latest().sourceOf(item), item.source(), input);
    }

    private static Item withoutInput(Item item) {
        return item.skipped(SkipReason.INPUT_UNAVAILABLE, "AWS does not tell its input.");
    }

    private static Item invalid(Item item, ExpressionException fault) {
        return item.failed(FailureKind.INPUT_INVALID, null, String.valueOf(fault.getMessage()));
    }
}
