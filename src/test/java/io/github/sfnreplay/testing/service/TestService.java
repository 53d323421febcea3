package io.github.sfnreplay.testing.service;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.quota.Quotas;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The whole service on a free port, with a simulated Step Functions behind it.
public final class TestService implements AutoCloseable {

    private static final AtomicInteger MACHINES = new AtomicInteger();

    private final Simulator simulator;
    private final LocalService service;

    private TestService(Simulator simulator, LocalService service) {
        this.simulator = simulator;
        this.service = service;
    }

    /// The one for all tests that need no settings of their own, with nothing left of earlier tests.
    public static TestService shared() {
        Shared.SERVICE.reset();
        return Shared.SERVICE;
    }

    /// One with other settings, without pacing.
    public static TestService unpaced(String... settings) {
        var options = SimulatorOptions.defaults();
        return start(options, ServiceSettings.unpaced(options.region(), List.of(settings)));
    }

    /// One with other settings, without pacing.
    ///
    /// @param between what stands between the engine and the gateway
    public static TestService unpaced(UnaryOperator<StepFunctions> between, String... settings) {
        var simulator = Simulator.start();
        var all = ServiceSettings.unpaced(simulator.region(), List.of(settings));
        return new TestService(simulator, LocalService.start(simulator.endpoint(), all, between));
    }

    /// One with exactly those settings.
    public static TestService start(SimulatorOptions options, Collection<String> settings) {
        var simulator = Simulator.start(options);
        return new TestService(simulator, LocalService.start(simulator.endpoint(), settings));
    }

    private static final class Shared {
        static final TestService SERVICE = unpaced("sfn-replay.call-timeout=3s");
    }

    public Simulator simulator() {
        return simulator;
    }

    public ReplayClient client() {
        return service.client();
    }

    public int port() {
        return service.port();
    }

    public <T> T bean(Class<T> type) {
        return service.bean(type);
    }

    /// Lets Step Functions behave again, with an empty ledger.
    public void resetSimulator() {
        simulator.up();
        simulator.faults(FaultPlan.none());
        simulator.listings(ListingFlaws.none());
        simulator.quotas(Quotas.off());
        simulator.behaviour(Behaviour.echo());
        simulator.latency(Latency.none());
        simulator.truncateHistory(Integer.MAX_VALUE);
        simulator.resetCounts();
    }

    /// Lets Step Functions behave again, and ends and deletes what earlier tests left.
    public void reset() {
        var left = startedExecutions();
        resetSimulator();
        for (var replay : client().get("/replays?pageSize=1000").body().at("/replays")) {
            var run = new ReplayHandle(this, replay.at("/id").asString());
            if (!ReplayChecks.isFinal(replay)) {
                run.cancel("{\"stopRunning\": true}");
                run.ended();
            }
            run.delete();
        }
        Stream.concat(left.stream(), startedExecutions().stream())
                .distinct()
                .filter(arn -> simulator.execution(arn).status() == ExecutionStatus.RUNNING)
                .forEach(arn -> simulator.finish(arn, Outcome.aborted(null, null)));
        simulator.resetCounts();
    }

    private List<String> startedExecutions() {
        return Stream.concat(simulator.ledger().starts().stream(), simulator.ledger().redrives().stream())
                .map(LedgerEntry::executionArn)
                .toList();
    }

    /// A new machine of its own for each test.
    public String machine() {
        return simulator.createMachine("machine-" + MACHINES.incrementAndGet(), MachineType.STANDARD);
    }

    /// Executions that failed, a second apart, the oldest first; their names are `e-000` and so on, and their inputs
    /// `{"id": 0}` and so on.
    public List<String> seedFailed(String machine, int count) {
        return seed(machine, count, i -> PastExecutions.failed(PastExecutions.name(i), "{\"id\": " + i + "}", i));
    }

    public List<String> seed(String machine, int count, IntFunction<PastExecution> past) {
        return simulator.seed(machine, count, past);
    }

    /// Creates a replay of the machine.
    ///
    /// @param rest of the request, as JSON without braces
    public ReplayHandle create(String machine, String rest) {
        var answer = tryCreate(machine, rest);
        if (answer.status() != 202) {
            throw new AssertionError("not created: " + answer);
        }
        return new ReplayHandle(this, answer.text("/id"));
    }

    /// As `create`, of executions that failed.
    public ReplayHandle replay(String machine, String rest) {
        return create(machine, "\"filter\": {\"statuses\": [\"FAILED\"]}" + (rest.isEmpty() ? "" : ", " + rest));
    }

    public Answer tryCreate(String machine, String rest) {
        return client().post("/replays", "{\"stateMachineArn\": \"%s\", %s}".formatted(machine, rest));
    }

    /// The names that were started, in their order.
    public List<String> startedNames() {
        return simulator.ledger().starts().stream().map(LedgerEntry::name).toList();
    }

    @Override
    public void close() {
        service.close();
        simulator.close();
    }
}
