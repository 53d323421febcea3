package io.github.sfnreplay.simulator;

import io.github.sfnreplay.simulator.quota.Quotas;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.ListingOrder;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Runs a simulator on its own, for benchmarks and manual trials.
///
/// `--port=0 --account=123456789012 --region=us-east-1 --machine=TestStateMachine --seed=1000` (past SUCCEEDED
/// executions; with `--failed` FAILED ones) `--input=2000` (characters by which their inputs are longer) `--logs` (to
/// CloudWatch Logs)
/// `--scale=1` (quotas of the Region times that; absent: none) `--latency=20ms` or `--latency=15ms..40ms`
/// `--duration=2s` (of started executions) `--fail-every=50` (every 50th started execution fails)
/// `--faults=THROTTLE:0.05,CLOSE_AFTER:0.03` `--fault-seed=1` `--lag=500ms` `--order=NEWEST_FIRST`
public final class SimulatorMain {

    private final Map<String, String> arguments;

    private SimulatorMain(Map<String, String> arguments) {
        this.arguments = arguments;
    }

    public static void main(String[] args) throws InterruptedException {
        var arguments = new HashMap<String, String>();
        for (var argument : List.of(args)) {
            var words = argument.replaceFirst("^--", "").split("=", 2);
            arguments.put(words[0], words.length == 2 ? words[1] : "");
        }
        new SimulatorMain(arguments).run();
    }

    private void run() throws InterruptedException {
        try (var simulator = Simulator.start(options())) {
            var spec = MachineSpec.standard(get("machine", "TestStateMachine"));
            var arn = simulator.createMachine(arguments.containsKey("logs") ? spec.withLogs() : spec);
            seed(simulator, arn, Integer.parseInt(get("seed", "1000")));
            configure(simulator);
            System.out.println("endpoint " + simulator.endpoint());
            System.out.println("machine " + arn);
            new CountDownLatch(1).await();
        }
    }

    private SimulatorOptions options() {
        return SimulatorOptions.defaults()
                .withPort(Integer.parseInt(get("port", "0")))
                .withAccount(get("account", "123456789012"))
                .withRegion(get("region", "us-east-1"))
                .withListingOrder(ListingOrder.valueOf(get("order", "NEWEST_FIRST")));
    }

    private void configure(Simulator simulator) {
        var scale = get("scale", "");
        if (!scale.isEmpty()) {
            simulator.quotas(Quotas.of(simulator.region()).scaled(Double.parseDouble(scale)));
        }
        var latency = get("latency", "0ms").split("\\.\\.", 2);
        simulator.latency(Latency.between(duration(latency[0]), duration(latency[latency.length - 1])));
        simulator.listings(ListingFlaws.none().withLag(duration(get("lag", "0ms"))));
        simulator.faults(faults());
        simulator.behaviour(behaviour());
    }

    private FaultPlan faults() {
        var plan = FaultPlan.seeded(Long.parseLong(get("fault-seed", "1")));
        for (var fault : get("faults", "").split(",", -1)) {
            var words = fault.split(":", 2);
            if (words.length == 2) {
                plan = plan.with(FaultKind.valueOf(words[0]), Double.parseDouble(words[1]));
            }
        }
        return plan;
    }

    private Behaviour behaviour() {
        var duration = duration(get("duration", "0ms"));
        var failEvery = Integer.parseInt(get("fail-every", "0"));
        return run -> {
            var fails = failEvery > 0 && Math.floorMod(run.name().hashCode(), failEvery) == 0;
            var outcome = fails ? Outcome.failed("Simulated.Failure", "As asked") : Outcome.succeeded(run.input());
            return outcome.after(duration);
        };
    }

    private void seed(Simulator simulator, String arn, int count) {
        var now = InstantSource.system().instant();
        var failed = arguments.containsKey("failed");
        var padding = "x".repeat(Integer.parseInt(get("input", "0")));
        simulator.seed(arn, count, i -> {
            var start = now.minusMillis(1_000L * (count - i));
            return past(i, start, failed, padding);
        });
    }

    private static PastExecution past(int number, Instant start, boolean failed, String padding) {
        var input = padding.isEmpty()
                ? "{\"id\": " + number + "}"
                : "{\"id\": " + number + ", \"padding\": \"" + padding + "\"}";
        var name = "order-" + number;
        if (failed) {
            return PastExecution.failed(name, input, "Simulated.Failure", "As asked", start, start.plusMillis(500));
        }
        return PastExecution.succeeded(name, input, input, start, start.plusMillis(500));
    }

    private String get(String name, String otherwise) {
        return arguments.getOrDefault(name, otherwise);
    }

    /// Reads `20ms` or `2s`.
    private static Duration duration(String text) {
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
    }
}
