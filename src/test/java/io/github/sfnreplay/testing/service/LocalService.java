package io.github.sfnreplay.testing.service;

import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/// The service in this process, on a free port.
public final class LocalService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final ReplayClient client;

    private LocalService(
            List<String> arguments, ApplicationContextInitializer<ConfigurableApplicationContext> initializer) {
        context = new SpringApplicationBuilder(SfnReplayApplication.class)
                .initializers(initializer)
                .run(arguments.toArray(String[]::new));
        client = new ReplayClient(port());
    }

    /// Starts one that calls that endpoint.
    public static LocalService start(URI endpoint, Collection<String> settings) {
        return start(endpoint, settings, UnaryOperator.identity());
    }

    /// Starts one that calls that endpoint.
    ///
    /// @param between what stands between the engine and the gateway
    static LocalService start(URI endpoint, Collection<String> settings, UnaryOperator<StepFunctions> between) {
        return new LocalService(
                ServiceSettings.arguments(endpoint, settings),
                context -> context.getBeanFactory().addBeanPostProcessor(new Between(between)));
    }

    private record Between(UnaryOperator<StepFunctions> wrap) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof StepFunctions gateway ? wrap.apply(gateway) : bean;
        }
    }

    /// Starts one to which the settings, or the system properties, say where Step Functions is.
    public static LocalService start(Collection<String> settings) {
        return new LocalService(ServiceSettings.arguments(settings), context -> {});
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public ReplayClient client() {
        return client;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
