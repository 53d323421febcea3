package io.github.sfnreplay.simulator;

import io.github.sfnreplay.simulator.account.Account;
import io.github.sfnreplay.simulator.account.ExecutionSnapshot;
import io.github.sfnreplay.simulator.account.Executions;
import io.github.sfnreplay.simulator.account.Ledger;
import io.github.sfnreplay.simulator.account.PageTokens;
import io.github.sfnreplay.simulator.http.LoopbackServer;
import io.github.sfnreplay.simulator.logs.Logs;
import io.github.sfnreplay.simulator.quota.CallCounts;
import io.github.sfnreplay.simulator.quota.Quotas;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.Arns;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.simulator.wire.Endpoint;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A running Step Functions simulator: its endpoint for SDK clients, and everything a test wants to set or know.
public final class Simulator implements ControlPath.Controls, AutoCloseable {

    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

    private final SimulatorOptions options;
    private final Account world;
    private final Executions executions;
    private final Logs logs;
    private final PageTokens tokens;
    private final Endpoint endpoint;
    private final LoopbackServer server;
    private volatile boolean tellsDate = true;

    private Simulator(SimulatorOptions options) {
        this.options = options;
        this.world = new Account(options);
        this.executions = new Executions(world);
        this.tokens = new PageTokens(options.clock(), options.tokenLife());
        this.logs = new Logs(world, options.clock());
        this.endpoint = new Endpoint(world, executions, logs, tokens, options.clock());
        var control = new ControlPath(this);
        this.server = new LoopbackServer(
                options.port(),
                request -> control.owns(request) ? control.handle(request) : endpoint.handle(request),
                this::dateHeader);
    }

    /// Starts one on the default options.
    public static Simulator start() {
        return start(SimulatorOptions.defaults());
    }

    /// Starts one: without quotas, latency and faults, and with executions that echo their input at once.
    public static Simulator start(SimulatorOptions options) {
        return new Simulator(options);
    }

    /// Where SDK clients find it.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    public String account() {
        return options.account();
    }

    public String region() {
        return options.region();
    }

    /// Creates a machine and returns its ARN.
    public String createMachine(String name, MachineType type) {
        return createMachine(type == MachineType.EXPRESS ? MachineSpec.express(name) : MachineSpec.standard(name));
    }

    /// Creates a machine with its versions and aliases and returns its unqualified ARN.
    public String createMachine(MachineSpec spec) {
        return world.now(now -> world.create(spec, now)).arn();
    }

    /// Puts the machine into status DELETING: nothing can be started or redriven any more.
    public void startDeleting(String machineArn) {
        world.now(now -> {
            var machine = world.machine(new Arns.MachineRef(machineArn, null), machineArn);
            machine.startDeleting();
            return machine;
        });
    }

    /// Gives the machine a new revision of its definition from now on.
    public void revise(String machineArn) {
        world.now(now -> {
            var machine = world.machine(new Arns.MachineRef(machineArn, null), machineArn);
            machine.revise(now);
            return machine;
        });
    }

    /// Deletes the machine and its executions.
    public void deleteMachine(String machineArn) {
        world.now(now -> {
            world.delete(machineArn, now);
            return machineArn;
        });
    }

    /// Puts an execution into the past of a machine, which may be named by version or alias, and returns its ARN.
    public String seed(String stateMachineArn, PastExecution past) {
        return executions.seed(stateMachineArn, past);
    }

    /// Puts many executions into the past of a machine and returns their ARNs.
    public List<String> seed(String stateMachineArn, int count, IntFunction<PastExecution> past) {
        return IntStream.range(0, count)
                .mapToObj(i -> seed(stateMachineArn, past.apply(i)))
                .toList();
    }

    /// How the execution stands now; throws when there is none.
    public ExecutionSnapshot execution(String executionArn) {
        return world.now(now -> ExecutionSnapshot.of(world.execution(executionArn, Action.DESCRIBE_EXECUTION)));
    }

    /// Ends a running execution now.
    public void finish(String executionArn, Outcome outcome) {
        executions.finish(executionArn, outcome);
    }

    /// Makes the execution unreadable, as after 90 days, although listings still show it.
    public void expire(String executionArn) {
        world.now(now -> {
            var execution = world.execution(executionArn, Action.DESCRIBE_EXECUTION);
            execution.vanish();
            return execution;
        });
    }

    /// The log groups of its machines.
    public Logs logs() {
        return logs;
    }

    @Override
    public Ledger ledger() {
        return world.ledger();
    }

    @Override
    public CallCounts calls() {
        return endpoint.calls();
    }

    /// The most executions that were open at once, of those opened by calls.
    @Override
    public int openHighWaterMark() {
        return world.now(now -> world.openCount().highWater());
    }

    /// Clears the ledger and the counts, and lets the high-water mark begin anew.
    @Override
    public void resetCounts() {
        ledger().clear();
        calls().clear();
        world.now(now -> {
            world.openCount().resetHighWater();
            return options;
        });
    }

    /// Replaces how started and redriven executions behave.
    public void behaviour(Behaviour behaviour) {
        world.behaviour(behaviour);
    }

    /// Replaces the fault plan.
    public void faults(FaultPlan plan) {
        endpoint.faults(plan);
    }

    /// Replaces the quotas by full buckets of those.
    public void quotas(Quotas quotas) {
        endpoint.quotas(quotas);
    }

    /// Takes tokens as other callers in the account do; returns how many there were to take.
    @Override
    public long takeForeign(Action action, long count) {
        return endpoint.takeForeign(action, count);
    }

    public void latency(Latency latency) {
        endpoint.latency(latency);
    }

    /// Replaces how listings fall short of the truth; a lag counts for what happens from now on.
    public void listings(ListingFlaws flaws) {
        world.flaws(flaws);
    }

    /// Cuts inputs and outputs in histories to that many characters and marks them as truncated.
    public void truncateHistory(int characters) {
        world.historyDataLimit(characters);
    }

    /// Makes all page tokens issued so far invalid.
    @Override
    public void expireTokens() {
        tokens.expireAll();
    }

    /// Whether answers have a `Date` header, as those of AWS do.
    public void tellDate(boolean tell) {
        tellsDate = tell;
    }

    private String dateHeader() {
        var now = options.clock().instant().atOffset(ZoneOffset.UTC);
        return tellsDate ? "Date: " + HTTP_DATE.format(now) + "\r\n" : "";
    }

    /// Refuses connections, and breaks the open ones, until [#up].
    public void down() {
        server.down();
    }

    /// Accepts connections again on the same port.
    public void up() {
        server.up();
    }

    @Override
    public void close() {
        server.close();
    }
}
