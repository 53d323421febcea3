package io.github.sfnreplay.bench;

import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// What people do by hand: list the executions page by page, describe each, start each again without a name, one after
/// the other, with the SDK's defaults.
final class BlogLoop implements AutoCloseable {

    private final SfnClient sfn;
    private final String machine;

    BlogLoop(SimulatorProcess simulator) {
        this.machine = simulator.machine();
        this.sfn = simulator.client().build();
    }

    /// Replays all that have the status, up to so many.
    ///
    /// @return how many were started
    int run(ExecutionStatus status, int atMost) {
        var started = 0;
        for (var execution : sfn.listExecutionsPaginator(request ->
                        request.stateMachineArn(machine).statusFilter(status).maxResults(1_000))
                .executions()) {
            if (started == atMost) {
                break;
            }
            var input = sfn.describeExecution(request -> request.executionArn(execution.executionArn()))
                    .input();
            sfn.startExecution(request -> request.stateMachineArn(machine).input(input));
            started++;
        }
        return started;
    }

    /// Redrives all that failed.
    ///
    /// @return how many were redriven
    int redrive() {
        var redriven = 0;
        for (var execution : sfn.listExecutionsPaginator(request -> request.stateMachineArn(machine)
                        .statusFilter(ExecutionStatus.FAILED)
                        .maxResults(1_000))
                .executions()) {
            sfn.redriveExecution(request -> request.executionArn(execution.executionArn()));
            redriven++;
        }
        return redriven;
    }

    @Override
    public void close() {
        sfn.close();
    }
}
