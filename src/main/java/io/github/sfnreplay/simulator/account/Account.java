package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.Arns;
import io.github.sfnreplay.simulator.spec.AwsError;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/// The account: its state machines and the moment it is in. One lock guards all of it.
public final class Account {

    private final ReentrantLock lock = new ReentrantLock();
    private final SortedMap<String, Machine> machines = new TreeMap<>();
    private final OpenCount openCount = new OpenCount();
    private final Ledger ledger = new Ledger();
    private final InstantSource clock;
    private final SimulatorOptions options;
    private final Arns arns;
    private final Timeline timeline;
    private volatile Behaviour behaviour = Behaviour.echo();
    private volatile ListingFlaws flaws = ListingFlaws.none();
    private Execution.Listener listener = new Execution.Listener() {};
    private volatile int historyDataLimit = Integer.MAX_VALUE;
    private long sequence;

    public Account(SimulatorOptions options) {
        this.options = options;
        this.clock = options.clock();
        this.arns = new Arns(options.partition(), options.region(), options.account());
        this.timeline = new Timeline(openCount, options.retention());
    }

    public void listener(Execution.Listener value) {
        listener = value;
        timeline.listener(value);
    }

    Execution.Listener listener() {
        return listener;
    }

    /// Does something with the world brought up to the present, which it is told in epoch milliseconds.
    public <T> T now(LongFunction<T> work) {
        lock.lock();
        try {
            var now = clock.millis();
            timeline.settle(now);
            return work.apply(now);
        } finally {
            lock.unlock();
        }
    }

    public Machine create(MachineSpec spec, long at) {
        var firstState = Definitions.firstState(spec.definition());
        var machine = new Machine(spec, firstState, arns, options.listingOrder(), at);
        if (machines.putIfAbsent(machine.arn(), machine) != null) {
            throw AwsError.of("StateMachineAlreadyExists", "State Machine Already Exists: '" + machine.arn() + "'");
        }
        listener.created(machine);
        return machine;
    }

    public void delete(String machineArn, long at) {
        var machine = machine(new Arns.MachineRef(machineArn, null), machineArn);
        for (var execution : List.copyOf(machine.executions())) {
            if (execution.phase().open()) {
                timeline.close(execution, Outcome.aborted(null, null), at);
            }
            machine.forget(execution);
        }
        machines.remove(machineArn);
    }

    public List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    public Machine machine(Arns.MachineRef ref, String asGiven) {
        var machine = machines.get(ref.unqualified());
        if (machine == null || !machine.knows(ref.qualifier())) {
            throw AwsError.noSuchMachine(asGiven);
        }
        return machine;
    }

    public Execution execution(String executionArn, Action action) {
        var ref = arns.readExecution(executionArn, action);
        var machine = machines.get(ref.machineArn());
        var execution = machine == null ? null : machine.named(ref.name());
        if (execution == null) {
            throw AwsError.noSuchExecution(executionArn);
        }
        return execution;
    }

    boolean full() {
        return openCount.all() >= options.openExecutionLimit();
    }

    long nextSequence() {
        return sequence++;
    }

    Outcome outcome(Execution execution, int redriveCount) {
        var machine = execution.machine();
        return behaviour.of(new Behaviour.Run(
                machine.arn(), machine.name(), execution.arn(), execution.name(), execution.inputText(), redriveCount));
    }

    public void behaviour(Behaviour value) {
        behaviour = value;
    }

    public void flaws(ListingFlaws value) {
        lock.lock();
        try {
            flaws = value;
            timeline.lag(value.lag());
        } finally {
            lock.unlock();
        }
    }

    public ListingFlaws flaws() {
        return flaws;
    }

    public void historyDataLimit(int value) {
        historyDataLimit = value;
    }

    public int historyDataLimit() {
        return historyDataLimit;
    }

    public Arns arns() {
        return arns;
    }

    Timeline timeline() {
        return timeline;
    }

    public OpenCount openCount() {
        return openCount;
    }

    public Ledger ledger() {
        return ledger;
    }
}
