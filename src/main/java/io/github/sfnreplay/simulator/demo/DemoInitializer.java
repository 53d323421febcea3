package io.github.sfnreplay.simulator.demo;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/// In profile `demo`, starts a simulator with a past before the application, and points the application to it.
final class DemoInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (!context.getEnvironment().acceptsProfiles(Profiles.of("demo"))) {
            return;
        }
        var simulator = DemoSimulator.start(SimulatorOptions.defaults().withRegion(DemoSimulator.REGION));
        if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry registry) {
            registry.registerDisposableBean("simulator", simulator::close);
        }
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("simulator", settings(simulator)));
        context.addApplicationListener(new DemoAnnouncement(simulator, DemoPast.machineArn(simulator)));
    }

    private static Map<String, Object> settings(Simulator simulator) {
        var settings = new LinkedHashMap<String, Object>();
        settings.put("sfn-replay.aws.endpoint", simulator.endpoint().toString());
        settings.put("sfn-replay.region", DemoSimulator.REGION);
        DemoSimulator.QUOTAS.perAction().forEach((action, quota) -> {
            var prefix = "sfn-replay.pacing.quotas." + DemoSimulator.REGION + "." + action.wireName();
            settings.put(prefix + ".capacity", quota.capacity());
            settings.put(prefix + ".refill-per-second", quota.refillPerSecond());
        });
        return settings;
    }
}
