package io.github.sfnreplay.stepfunctions;

import io.github.sfnreplay.stepfunctions.credentials.AccountCredentials;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/// Publishes the gateway and its health.
@Configuration(proxyBeanMethods = false)
class StepFunctionsConfiguration {

    @Bean
    Calls stepFunctionsCalls(MeterRegistry registry, Clock clock) {
        return new Calls(registry, clock);
    }

    @Bean
    AwsClock awsClock(Clock clock) {
        return new AwsClock(System::nanoTime, clock);
    }

    @Bean
    SfnClients sfnClients(GatewayProperties properties, AccessProperties access, AwsClock clock) {
        var sts = Endpoints.read(Endpoints.Service.SECURITY_TOKENS, System::getProperty, System::getenv);
        var accounts = AccountCredentials.of(
                access.accounts(),
                DefaultCredentialsProvider.builder().build(),
                properties.callTimeout(),
                sts.blank(),
                sts.url());
        return new SfnClients(properties, Endpoints.read(System::getProperty, System::getenv), accounts, clock);
    }

    @Bean
    AllowedStateMachines allowedStateMachines(AccessProperties access) {
        return access.allowed();
    }

    @Bean
    StepFunctions stepFunctions(SfnClients clients, Calls calls, AllowedStateMachines allowed) {
        return new AwsStepFunctions(clients, calls, allowed);
    }

    /// Counts calls to other services apart, so that the health of Step Functions is told by its own.
    @Bean
    AwsServices awsServices(SfnClients clients, MeterRegistry registry, Clock clock) {
        return new AwsServices(
                clients,
                new Calls(registry, clock),
                Endpoints.read(Endpoints.Service.STEP_FUNCTIONS, System::getProperty, System::getenv),
                Endpoints.read(Endpoints.Service.LOGS, System::getProperty, System::getenv));
    }

    @Bean
    StepFunctionsHealthIndicator stepFunctionsHealthIndicator(Calls calls) {
        return new StepFunctionsHealthIndicator(calls);
    }
}
