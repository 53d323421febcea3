package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;

/// What follows from a start or a redrive that AWS refuses for good.
final class Refusal {

    private Refusal() {}

    /// Decides what a refusal means for one item.
    ///
    /// @return the item as it is now; unchanged if the whole replay ends with that fault
    static Item of(StepFunctionsException fault, Item item, ActiveReplay job) {
        if (fault.kind() == Kind.MACHINE_GONE || fault.kind() == Kind.TYPE_NOT_SUPPORTED) {
            job.endWith(ActiveReplay.fault(fault));
            return item;
        }
        return item.failed(FailureKind.START_REJECTED, fault.errorCode(), fault.detail());
    }
}
