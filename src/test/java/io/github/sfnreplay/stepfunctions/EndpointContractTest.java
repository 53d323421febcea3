package io.github.sfnreplay.stepfunctions;

import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/// The contract on the endpoint in `SFN_CONTRACT_ENDPOINT`, with the Region and the credentials of the environment; on
/// a real account, `SFN_CONTRACT_ROLE` names the role for the machines.
@EnabledIfEnvironmentVariable(named = "SFN_CONTRACT_ENDPOINT", matches = "https?://.+")
class EndpointContractTest extends StepFunctionsContract {

    @Override
    ContractEndpoint connect() {
        return ContractEndpoint.at(
                URI.create(System.getenv("SFN_CONTRACT_ENDPOINT")),
                Objects.requireNonNullElse(System.getenv("AWS_REGION"), "us-east-1"),
                DefaultCredentialsProvider.builder().build(),
                Set.of());
    }
}
