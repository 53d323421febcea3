package io.github.sfnreplay.stepfunctions;

import java.util.EnumSet;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// The contract on LocalStack, where Docker is there; all that LocalStack does otherwise than AWS is named here.
@Testcontainers(disabledWithoutDocker = true)
class LocalStackContractTest extends StepFunctionsContract {

    @Container
    private static final LocalStackContainer LOCALSTACK = new LocalStackContainer(
                    DockerImageName.parse("localstack/localstack:4.14.0"))
            .withServices("stepfunctions");

    @Override
    ContractEndpoint connect() {
        return ContractEndpoint.at(
                LOCALSTACK.getEndpoint(),
                LOCALSTACK.getRegion(),
                StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(LOCALSTACK.getAccessKey(), LOCALSTACK.getSecretKey())),
                EnumSet.allOf(Deviation.class));
    }
}
