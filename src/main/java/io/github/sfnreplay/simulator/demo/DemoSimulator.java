package io.github.sfnreplay.simulator.demo;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.quota.Quotas;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/// The simulator of the demo, with its seven days of past executions. As a program of its own it outlives the service,
/// so that what happens after a crash can be tried.
public final class DemoSimulator {

    static final String REGION = "ap-northeast-1";

    /// A replay of the 2,200 that succeeded takes about half a minute with half of these quotas.
    static final Quotas QUOTAS = Quotas.of(REGION).scaled(3);

    private static final String DEFAULT_PORT = "8181";

    private DemoSimulator() {}

    /// Runs until it is ended.
    ///
    /// @param arguments the port; 8181 unless given, 0 for a free one
    public static void main(String[] arguments) throws InterruptedException {
        var port = Integer.parseInt(arguments.length == 0 ? DEFAULT_PORT : arguments[0]);
        try (var simulator =
                start(SimulatorOptions.defaults().withRegion(REGION).withPort(port))) {
            System.out.println("Step Functions of the demo is at " + simulator.endpoint());
            new CountDownLatch(1).await();
        }
    }

    static Simulator start(SimulatorOptions options) {
        var simulator = Simulator.start(options);
        var past = DemoPast.before(InstantSource.system().instant());
        past.fill(simulator);
        simulator.behaviour(new DemoBehaviour(past.orders()));
        simulator.latency(Latency.between(Duration.ofMillis(15), Duration.ofMillis(40)));
        simulator.quotas(QUOTAS);
        return simulator;
    }
}
