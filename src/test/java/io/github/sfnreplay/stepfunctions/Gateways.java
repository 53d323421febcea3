package io.github.sfnreplay.stepfunctions;

import io.github.sfnreplay.stepfunctions.credentials.AccountCredentials;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// A gateway for a test, with all that belongs to it.
final class Gateways implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Calls calls = new Calls(registry, Clock.fixed(NOW, ZoneOffset.UTC));
    final AwsClock clock = new AwsClock(System::nanoTime, Clock.systemUTC());
    final SfnClients clients;
    final AwsStepFunctions stepFunctions;

    private Gateways(GatewayProperties properties, Endpoints.Settings settings, AwsCredentialsProvider chain) {
        this.clients = new SfnClients(properties, settings, AccountCredentials.ownOnly(chain), clock);
        this.stepFunctions = new AwsStepFunctions(clients, calls, AllowedStateMachines.all());
    }

    /// As the demo sets it up: an endpoint of our own property.
    static Gateways demo(URI endpoint, Duration callTimeout) {
        return new Gateways(properties(endpoint, callTimeout), new Endpoints.Settings(false, null), refusing());
    }

    static Gateways demo(URI endpoint) {
        return demo(endpoint, Duration.ofSeconds(10));
    }

    /// As a user sets it up: an endpoint variable of the SDK, and credentials from its chain.
    static Gateways user(URI endpoint, AwsCredentialsProvider chain) {
        return new Gateways(properties(null, Duration.ofSeconds(10)), new Endpoints.Settings(true, endpoint), chain);
    }

    static AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    }

    private static GatewayProperties properties(@Nullable URI endpoint, Duration callTimeout) {
        return new GatewayProperties(callTimeout, new GatewayProperties.Aws(endpoint));
    }

    private static AwsCredentialsProvider refusing() {
        return () -> {
            throw new IllegalStateException("the user's credentials must not be asked for");
        };
    }

    @Override
    public void close() {
        clients.close();
    }
}
