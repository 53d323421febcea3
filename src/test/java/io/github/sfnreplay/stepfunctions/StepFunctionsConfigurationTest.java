package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// How the gateway is set up by properties, and by the SDK's own settings.
class StepFunctionsConfigurationTest {

    private static final StateMachineArn MACHINE =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:orders");
    private static final String STANDARD = "{\"type\":\"STANDARD\"}";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Setup.class)
            .withBean(SimpleMeterRegistry.class)
            .withBean(Clock.class, Clock::systemUTC);

    @Test
    void callsTheEndpointOfTheProperty() throws Exception {
        try (var endpoint = RawEndpoint.answering(200, STANDARD)) {
            runner.withPropertyValues("sfn-replay.aws.endpoint=" + endpoint.url())
                    .run(context -> {
                        var health = context.getBean(StepFunctionsHealthIndicator.class);
                        assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);

                        context.getBean(StepFunctions.class).describeStateMachine(MACHINE);

                        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
                        assertThat(endpoint.requests())
                                .singleElement()
                                .asString()
                                .contains("Credential=sfn-replay/");
                    });
        }
    }

    @Test
    void leavesEverythingElseToTheSettingsOfTheSdk() throws Exception {
        try (var endpoint = RawEndpoint.answering(200, STANDARD)) {
            runner.withSystemProperties(
                            "aws.endpointUrlSfn=" + endpoint.url(),
                            "aws.accessKeyId=AKIAOFTHEUSER",
                            "aws.secretAccessKey=secret")
                    .run(context -> {
                        context.getBean(StepFunctions.class).describeStateMachine(MACHINE);

                        assertThat(endpoint.requests())
                                .singleElement()
                                .asString()
                                .contains("Credential=AKIAOFTHEUSER/")
                                .contains("/eu-west-1/states/");
                    });
        }
    }

    @Test
    void doesNotStartWithAnEndpointThatIsNoUrl() {
        runner.withSystemProperties("aws.endpointUrlSfn=localhost:4566")
                .run(
                        context -> assertThat(context)
                                .getFailure()
                                .hasRootCauseMessage(
                                        "aws.endpointUrlSfn is 'localhost:4566'; set it to a URL such as http://localhost:4566, or remove it"));
    }

    @Test
    void doesNotStartWithATimeoutThatIsNone() {
        runner.withPropertyValues("sfn-replay.call-timeout=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("sfn-replay.call-timeout must be positive, but is PT0S"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({GatewayProperties.class, AccessProperties.class})
    @Import(StepFunctionsConfiguration.class)
    static class Setup {}
}
