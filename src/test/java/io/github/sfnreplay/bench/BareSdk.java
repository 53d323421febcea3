package io.github.sfnreplay.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// The least that a replay can cost with this SDK: a read and a start per execution on virtual threads, without a plan,
/// a quota, a second attempt or a look at what became of it.
final class BareSdk implements AutoCloseable {

    private static final int IN_FLIGHT = 128;

    private final SfnClient sfn;
    private final String machine;

    BareSdk(SimulatorProcess simulator) {
        this.machine = simulator.machine();
        this.sfn = simulator
                .client()
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(IN_FLIGHT))
                .build();
    }

    /// Replays all that have the status, up to so many.
    ///
    /// @param names what the names of the executions begin with
    /// @return how many were started
    int run(ExecutionStatus status, int atMost, String names) {
        var started = new AtomicInteger();
        var free = new Semaphore(IN_FLIGHT);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            sfn
                    .listExecutionsPaginator(request -> request.stateMachineArn(machine)
                            .statusFilter(status)
                            .maxResults(1_000))
                    .executions()
                    .stream()
                    .limit(atMost)
                    .forEach(execution -> {
                        free.acquireUninterruptibly();
                        threads.execute(() -> {
                            replay(execution.executionArn(), names + "-" + started.incrementAndGet());
                            free.release();
                        });
                    });
        }
        return started.get();
    }

    private void replay(String execution, String name) {
        var input = sfn.getExecutionHistory(
                        request -> request.executionArn(execution).maxResults(1).includeExecutionData(true))
                .events()
                .getFirst()
                .executionStartedEventDetails()
                .input();
        sfn.startExecution(
                request -> request.stateMachineArn(machine).name(name).input(input));
    }

    @Override
    public void close() {
        sfn.close();
    }
}
