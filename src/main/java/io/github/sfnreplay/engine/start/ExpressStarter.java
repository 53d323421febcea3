package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/// Starts one item on an EXPRESS machine, where no name keeps it from being started twice: the intent is written down
/// before the call, and a call that may have done its work is never repeated. What became of it is looked for in the
/// logs, under the name.
final class ExpressStarter implements StartAttempt {

    private final ActiveReplay job;
    private final StepFunctions stepFunctions;
    private final PacedCalls calls;

    ExpressStarter(ActiveReplay job, StepFunctions stepFunctions, PacedCalls calls) {
        this.job = job;
        this.stepFunctions = stepFunctions;
        this.calls = calls;
    }

    /// The call may have done its work; must not be retried.
    private static final class InDoubtException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        InDoubtException() {
            super("no answer", null, false, false);
        }
    }

    @Override
    public Item start(Item item, String input) throws InterruptedException {
        var written = new AtomicBoolean();
        try {
            return item.started(calls.permitted(
                    Action.START_EXPRESS_EXECUTION, () -> startOnce(item, input, written), fault -> {}));
        } catch (InDoubtException e) {
            return inDoubt(item);
        } catch (StoppedException e) {
            return written.get() && job.isCancelling() ? item.intended().cancelled() : item;
        } catch (StepFunctionsException e) {
            return Refusal.of(e, item, job);
        }
    }

    /// @param written whether the intent is written down; what AWS has refused may be tried again under it
    private Instant startOnce(Item item, String input, AtomicBoolean written) {
        if (written.compareAndSet(false, true)) {
            job.save(item.intended());
        }
        try {
            return stepFunctions.startExecution(
                    job.spec().target(), job.latest().replayOf(item).name(), input);
        } catch (StepFunctionsException e) {
            if (e.isAmbiguous()) {
                throw new InDoubtException();
            }
            throw e;
        }
    }

    /// With the logs it can be found out; without, nobody knows.
    private Item inDoubt(Item item) {
        return job.spec().follow() == Follow.NONE
                ? item.unconfirmed("No answer came to its start, and it is not followed.")
                : item.intended();
    }
}
