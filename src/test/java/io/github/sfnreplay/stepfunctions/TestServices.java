package io.github.sfnreplay.stepfunctions;

import java.net.URI;

/// Lets tests of other gateways call an endpoint that stands in for AWS.
public final class TestServices implements AutoCloseable {

    private final Gateways gateways;

    private TestServices(Gateways gateways) {
        this.gateways = gateways;
    }

    public static TestServices at(URI endpoint) {
        return new TestServices(Gateways.demo(endpoint));
    }

    public AwsServices services() {
        var none = new Endpoints.Settings(false, null);
        return new AwsServices(gateways.clients, gateways.calls, none, none);
    }

    public StepFunctions stepFunctions() {
        return gateways.stepFunctions;
    }

    @Override
    public void close() {
        gateways.close();
    }
}
