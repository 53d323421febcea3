package io.github.sfnreplay.stepfunctions;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.regions.ServiceMetadata;

/// Lets the gateways of other services call as this one does: with the same credentials, connections and time limits,
/// one attempt per call, and the same type of error.
public final class AwsServices {

    private final SfnClients clients;
    private final Calls calls;
    private final Endpoints.Settings stepFunctions;
    private final Endpoints.Settings logs;

    /// @param calls measures them; not those that the health of Step Functions is told by
    AwsServices(SfnClients clients, Calls calls, Endpoints.Settings stepFunctions, Endpoints.Settings logs) {
        this.clients = clients;
        this.calls = calls;
        this.stepFunctions = stepFunctions;
        this.logs = logs;
    }

    /// Builds a client of CloudWatch Logs for one account and Region.
    ///
    /// @throws StepFunctionsException REJECTED if the settings of the SDK cannot be used
    public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C logsClient(
            B builder, String accountId, String region, ServiceMetadata service) {
        return clients.build(builder, accountId, region, logs, service);
    }

    /// Whether logs are where Step Functions is. Not so where only Step Functions has been pointed to an endpoint that
    /// stands in for AWS: its executions are in no log of the real one.
    public boolean areLogsBesideStepFunctions() {
        return clients.isStandIn() || stepFunctions.url() == null || logs.url() != null;
    }

    /// Makes one attempt at one call.
    ///
    /// @throws StepFunctionsException if it does not succeed
    public <T extends @Nullable Object> T call(Action action, String region, Supplier<T> call) {
        return calls.make(action, region, call);
    }
}
