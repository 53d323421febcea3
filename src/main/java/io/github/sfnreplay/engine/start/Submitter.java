package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.control.ActiveReplay;
import java.util.ArrayDeque;
import java.util.Queue;

/// Takes items in plan order, waits for their inputs, and has them launched. An item whose read has to
/// be tried again lets the others pass, unless they are to run one after the other.
final class Submitter {

    private final ActiveReplay job;
    private final InputQueue inputs;
    private final ItemStarter itemStarter;
    private final Queue<InputQueue.Prepared> late = new ArrayDeque<>();

    Submitter(ActiveReplay job, InputQueue inputs, ItemStarter itemStarter) {
        this.job = job;
        this.inputs = inputs;
        this.itemStarter = itemStarter;
    }

    /// Launches everything; the last calls may be on their way when it returns.
    void submitAll() throws InterruptedException {
        for (var next = inputs.next(); next.item() != null; next = inputs.next()) {
            launchLate();
            next.reading().awaitTurn();
            if (next.reading().isDone() || isStrict()) {
                launch(next);
            } else {
                late.add(next);
            }
        }
        for (var next : late) {
            launch(next);
        }
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
            itemStarter.launch(prepared.item(), prepared.action(), prepared.reading());
        }
    }

    private boolean isStrict() {
        var max = job.latest().effectiveLimits().maxConcurrency();
        return max != null && max == 1;
    }
}
