package io.github.sfnreplay.testing.service;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// A service and its simulator that test classes with the same settings share; before each test everything that can be
/// set is back at its default, and the ledger is empty.
public final class SharedService implements BeforeAllCallback, BeforeEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(SharedService.class);

    private final SimulatorOptions options;
    private final List<String> settings;
    private @Nullable TestService running;

    private SharedService(SimulatorOptions options, List<String> settings) {
        this.options = options;
        this.settings = settings;
    }

    /// Without pacing, and with an endpoint that behaves as AWS does.
    public static SharedService unpaced(String... settings) {
        return on(SimulatorOptions.defaults(), settings);
    }

    /// Without pacing, on such an endpoint.
    public static SharedService on(SimulatorOptions options, String... settings) {
        return new SharedService(options, ServiceSettings.unpaced(options.region(), List.of(settings)));
    }

    /// With the quotas that the settings name, on an endpoint in ap-northeast-1.
    public static SharedService paced(String... settings) {
        return new SharedService(SimulatorOptions.defaults().withRegion("ap-northeast-1"), List.of(settings));
    }

    public Simulator simulator() {
        return running().simulator();
    }

    public ReplayClient client() {
        return running().client();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        List.of(options, settings), key -> TestService.start(options, settings), TestService.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        running().resetSimulator();
    }

    private TestService running() {
        return Objects.requireNonNull(running, "the service is registered as a static extension");
    }
}
