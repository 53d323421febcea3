package io.github.sfnreplay.story;

import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.quota.Quotas;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.stepfunctions.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The service on a port of its own and the simulator that it calls. Test classes with the same settings share one;
/// before each test everything that can be set is back at its default, and the books are empty.
final class Service implements BeforeAllCallback, BeforeEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(Service.class);

    private final SimulatorOptions options;
    private final List<String> settings;
    private @Nullable Running running;

    private Service(SimulatorOptions options, List<String> settings) {
        this.options = options;
        this.settings = settings;
    }

    /// Without pacing, and with an endpoint that behaves as AWS does.
    static Service unpaced(String... settings) {
        return on(SimulatorOptions.defaults(), settings);
    }

    /// Without pacing, on such an endpoint.
    static Service on(SimulatorOptions options, String... settings) {
        var all = new ArrayList<String>();
        Arrays.stream(Action.values()).forEach(action -> {
            all.add("sfn-replay.pacing.quotas." + options.region() + "." + action.awsName() + ".capacity=1000000");
            all.add("sfn-replay.pacing.quotas." + options.region() + "." + action.awsName()
                    + ".refill-per-second=1000000");
        });
        all.addAll(List.of(settings));
        return new Service(options, List.copyOf(all));
    }

    /// With the quotas that the settings name, on an endpoint in ap-northeast-1.
    static Service paced(String... settings) {
        return new Service(SimulatorOptions.defaults().withRegion("ap-northeast-1"), List.of(settings));
    }

    Simulator simulator() {
        return running().simulator;
    }

    Replays replays() {
        return running().replays;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(List.of(options, settings), key -> new Running(options, settings), Running.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        var simulator = simulator();
        simulator.up();
        simulator.faults(FaultPlan.none());
        simulator.listings(ListingFlaws.none());
        simulator.quotas(Quotas.off());
        simulator.behaviour(Behaviour.echo());
        simulator.latency(Latency.none());
        simulator.truncateHistory(Integer.MAX_VALUE);
        simulator.resetCounts();
    }

    private Running running() {
        return Objects.requireNonNull(running, "the service is registered as a static extension");
    }

    private static final class Running implements AutoCloseable {

        private final Simulator simulator;
        private final ConfigurableApplicationContext application;
        private final Replays replays;

        Running(SimulatorOptions options, List<String> settings) {
            simulator = Simulator.start(options);
            var arguments = new ArrayList<>(List.of(
                    "--server.port=0",
                    "--spring.main.banner-mode=off",
                    "--sfn-replay.aws.endpoint=" + simulator.endpoint()));
            settings.forEach(setting -> arguments.add("--" + setting));
            application =
                    new SpringApplicationBuilder(SfnReplayApplication.class).run(arguments.toArray(String[]::new));
            replays = new Replays(
                    "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port"));
        }

        @Override
        public void close() {
            application.close();
            simulator.close();
        }
    }
}
