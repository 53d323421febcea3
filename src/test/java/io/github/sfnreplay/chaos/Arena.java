package io.github.sfnreplay.chaos;

import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// A service in this process, and the simulator that it calls.
final class Arena implements AutoCloseable {

    private static final Set<String> NO_FAULTS = Set.of("ok", "already_exists", "not_redrivable", "execution_gone");

    private final Simulator simulator = Simulator.start();
    private final ConfigurableApplicationContext service;
    private final Caller caller;

    /// @param settings as on the command line, without the dashes
    Arena(String... settings) {
        var arguments = Settings.unpaced(simulator.endpoint().toString(), simulator.region(), settings)
                .toArray(String[]::new);
        service = new SpringApplicationBuilder(SfnReplayApplication.class).run(arguments);
        caller = new Caller("http://127.0.0.1:"
                + Objects.requireNonNull(service.getEnvironment().getProperty("local.server.port")));
    }

    Simulator simulator() {
        return simulator;
    }

    Caller caller() {
        return caller;
    }

    /// Undoes whatever a run has set.
    void reset() {
        simulator.up();
        simulator.faults(FaultPlan.none());
        simulator.listings(ListingFlaws.none());
        simulator.behaviour(Behaviour.echo());
        simulator.resetCounts();
    }

    /// How many of the service's calls have gone wrong so far.
    long faultsMet() {
        return service.getBean(MeterRegistry.class).find("sfn.replay.calls").timers().stream()
                .filter(timer ->
                        !NO_FAULTS.contains(Objects.requireNonNull(timer.getId().getTag("outcome"))))
                .mapToLong(Timer::count)
                .sum();
    }

    @Override
    public void close() {
        caller.close();
        service.close();
        simulator.close();
    }
}
