package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.replay.ExecutionInspector.Machine;
import io.github.sfnreplay.replay.ExecutionInspector.MachinePage;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some of the machines of a Region.
public record StateMachinePage(
        List<StateMachineView> stateMachines,

        @Schema(description = "For the next page; absent on the last one.") @Nullable
        String nextPageToken) {

    /// A machine that one may choose.
    @Schema(name = "StateMachine")
    record StateMachineView(
            StateMachineArn stateMachineArn,
            String name,
            Machine.Type type,
            boolean replayable,

            @Schema(description = "Absent if it can be replayed.") @Nullable
            String whyNotReplayable) {

        static StateMachineView of(Machine machine) {
            return new StateMachineView(
                    machine.arn(),
                    machine.arn().name(),
                    machine.type(),
                    machine.whyNotReplayable() == null,
                    machine.whyNotReplayable());
        }
    }

    static StateMachinePage of(MachinePage page) {
        return new StateMachinePage(
                page.stateMachines().stream().map(StateMachineView::of).toList(), page.nextPageToken());
    }
}
