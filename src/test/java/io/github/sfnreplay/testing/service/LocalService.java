package io.github.sfnreplay.testing.service;

import io.github.sfnreplay.SfnReplayApplication;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The service in this process, on a free port.
public final class LocalService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final ReplayClient client;

    private LocalService(List<String> arguments) {
        context = new SpringApplicationBuilder(SfnReplayApplication.class).run(arguments.toArray(String[]::new));
        client = new ReplayClient(port());
    }

    /// Starts one that calls that endpoint.
    public static LocalService start(URI endpoint, Collection<String> settings) {
        return new LocalService(ServiceSettings.arguments(endpoint, settings));
    }

    /// Starts one to which the settings, or the system properties, say where Step Functions is.
    public static LocalService start(Collection<String> settings) {
        return new LocalService(ServiceSettings.arguments(settings));
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
