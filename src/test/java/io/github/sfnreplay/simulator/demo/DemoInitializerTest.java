package io.github.sfnreplay.simulator.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sfnreplay.simulator.FakeClock;
import io.github.sfnreplay.simulator.spec.Behaviour;
import java.net.URI;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

@ExtendWith(OutputCaptureExtension.class)
class DemoInitializerTest {

    private static final String MACHINE = "arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine";

    @Test
    void leavesOtherProfilesAlone() {
        try (var context = run("default")) {
            assertThat(context.getEnvironment().getProperty("sfn-replay.aws.endpoint"))
                    .isNull();
        }
    }

    @Test
    void startsASimulatorWithSevenDaysOfPast() {
        withDemo(sfn -> {
            assertThat(count(sfn, ExecutionStatus.SUCCEEDED)).isEqualTo(2_200);
            assertThat(count(sfn, ExecutionStatus.FAILED)).isEqualTo(200);
            assertThat(count(sfn, ExecutionStatus.TIMED_OUT)).isEqualTo(60);
            assertThat(count(sfn, ExecutionStatus.ABORTED)).isEqualTo(40);
            assertThat(sfn.listExecutions(
                                    r -> r.stateMachineArn(MACHINE.replace("TestStateMachine", "TestInvoices:PROD")))
                            .executions())
                    .isNotEmpty();
            assertThat(sfn.listStateMachines().stateMachines()).hasSize(3);
        });
    }

    private static long count(SfnClient sfn, ExecutionStatus status) {
        return sfn
                .listExecutionsPaginator(
                        r -> r.stateMachineArn(MACHINE).statusFilter(status).maxResults(1_000))
                .executions()
                .stream()
                .map(ExecutionListItem::name)
                .distinct()
                .count();
    }

    @Test
    void executionsHaveAnOrderAsInput() {
        withDemo(sfn -> {
            var newest = sfn.listExecutions(r -> r.stateMachineArn(MACHINE))
                    .executions()
                    .getFirst();

            assertThat(sfn.describeExecution(r -> r.executionArn(newest.executionArn()))
                            .input())
                    .startsWith("{\"id\": 10");
        });
    }

    @Test
    void tellsThePacingTheQuotas() {
        try (var context = run("demo")) {
            var environment = context.getEnvironment();
            var prefix = "sfn-replay.pacing.quotas.ap-northeast-1.";
            assertThat(environment.getProperty(prefix + "DescribeExecution.capacity"))
                    .isEqualTo("750");
            assertThat(environment.getProperty(prefix + "DescribeExecution.refill-per-second"))
                    .isEqualTo("30.0");
            assertThat(environment.getProperty(prefix + "StartExecution.capacity"))
                    .isEqualTo("2400");
        }
    }

    @Test
    void logsACommandToPaste(CapturedOutput output) {
        try (var context = run("demo")) {
            assertThat(context.isActive()).isTrue();
        }

        assertThat(output).contains("/swagger-ui.html", "curl -i http://127.0.0.1:", MACHINE);
    }

    @Test
    void goesWithTheContext() {
        var context = run("demo");
        var sfn = client(context);
        assertThat(sfn.listStateMachines().stateMachines()).isNotEmpty();

        context.close();

        assertThatExceptionOfType(SdkClientException.class).isThrownBy(sfn::listStateMachines);
    }

    @Test
    void mostOrdersSucceedAfterTheFix() {
        var past = DemoPast.before(FakeClock.NOON);
        var behaviour = new DemoBehaviour(past.orders());

        var outcomes = past.orders().values().stream()
                .map(order -> behaviour.of(new Behaviour.Run(MACHINE, "M", "arn", "name", order.input(), 0)))
                .toList();

        var succeeded = io.github.sfnreplay.simulator.spec.ExecutionStatus.SUCCEEDED;
        assertThat(outcomes.stream().filter(o -> o.status() == succeeded)).hasSizeBetween(2_430, 2_480);
        assertThat(outcomes.stream().filter(o -> "PriceMissing".equals(o.error())))
                .hasSizeBetween(5, 40);
        assertThat(outcomes.stream().filter(o -> "KeyError".equals(o.error()))).isNotEmpty();
        var changed = past.orders().values().stream()
                .filter(o -> !o.outputAfter().equals(o.outputBefore()))
                .count();
        assertThat(changed).isGreaterThan(1_000);
    }

    private static void withDemo(Consumer<SfnClient> test) {
        try (var context = run("demo");
                var sfn = client(context)) {
            test.accept(sfn);
        }
    }

    private static ConfigurableApplicationContext run(String profile) {
        return new SpringApplicationBuilder(Nothing.class)
                .web(WebApplicationType.NONE)
                .profiles(profile)
                .run();
    }

    private static SfnClient client(ConfigurableApplicationContext context) {
        return SfnClient.builder()
                .endpointOverride(URI.create(context.getEnvironment().getRequiredProperty("sfn-replay.aws.endpoint")))
                .region(Region.AP_NORTHEAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
