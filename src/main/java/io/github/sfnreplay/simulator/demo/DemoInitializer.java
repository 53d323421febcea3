package io.github.sfnreplay.simulator.demo;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.quota.Quotas;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/// In profile `demo`, starts a simulator with a past before the application, and points the application to it.
final class DemoInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String REGION = "ap-northeast-1";

    /// A replay of the 2,200 that succeeded takes about half a minute with half of these quotas.
    private static final Quotas QUOTAS = Quotas.of(REGION).scaled(3);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (!context.getEnvironment().acceptsProfiles(Profiles.of("demo"))) {
            return;
        }
        var simulator = Simulator.start(SimulatorOptions.defaults().withRegion(REGION));
        if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
            registry.registerDisposableBean("simulator", simulator::close);
        }
        var past = DemoPast.before(InstantSource.system().instant());
        past.fill(simulator);
        simulator.behaviour(new DemoBehaviour(past.orders()));
        simulator.latency(Latency.between(Duration.ofMillis(15), Duration.ofMillis(40)));
        simulator.quotas(QUOTAS);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("simulator", settings(simulator)));
        context.addApplicationListener(new DemoAnnouncement(simulator, past.machineArn(simulator)));
    }

    private static Map<String, Object> settings(Simulator simulator) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("sfn-replay.aws.endpoint", simulator.endpoint().toString());
        settings.put("sfn-replay.region", REGION);
        QUOTAS.perAction().forEach((action, quota) -> {
            var prefix = "sfn-replay.pacing.quotas." + REGION + "." + action.wireName();
            settings.put(prefix + ".capacity", quota.capacity());
            settings.put(prefix + ".refill-per-second", quota.refillPerSecond());
        });
        return settings;
    }
}
