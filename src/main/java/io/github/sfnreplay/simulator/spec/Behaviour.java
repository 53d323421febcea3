package io.github.sfnreplay.simulator.spec;

/// Decides how executions end; asked once for every accepted start and redrive, under the simulator's lock, so it must
/// be quick.
@FunctionalInterface
public interface Behaviour {

    Outcome of(Run run);

    /// Every execution succeeds at once with its input as output.
    static Behaviour echo() {
        return run -> Outcome.succeeded(run.input());
    }

    /// What is about to run; `redriveCount` is 0 for a start.
    record Run(
            String machineArn, String machineName, String executionArn, String name, String input, int redriveCount) {}
}
