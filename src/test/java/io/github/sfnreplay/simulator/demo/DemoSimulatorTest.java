package io.github.sfnreplay.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.testing.service.JavaProcess;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

class DemoSimulatorTest {

    @Test
    void runsWithItsPastInAProcessOfItsOwn() throws Exception {
        try (var process = JavaProcess.start(DemoSimulator.class, List.of(), List.of("0"))) {
            var endpoint = process.after("Step Functions of the demo is at ");
            try (var sfn = SfnClient.builder()
                    .endpointOverride(URI.create(endpoint))
                    .region(Region.of(DemoSimulator.REGION))
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("demo", "demo")))
                    .build()) {
                var machine = "arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine";
                assertThat(sfn.listExecutions(r -> r.stateMachineArn(machine)
                                        .statusFilter(ExecutionStatus.TIMED_OUT)
                                        .maxResults(1_000))
                                .executions())
                        .hasSize(60);
            }
        }
    }
}
