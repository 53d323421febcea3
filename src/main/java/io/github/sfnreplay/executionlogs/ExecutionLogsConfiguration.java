package io.github.sfnreplay.executionlogs;

import io.github.sfnreplay.stepfunctions.AwsServices;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Publishes the gateway.
@Configuration(proxyBeanMethods = false)
class ExecutionLogsConfiguration {

    @Bean
    ExecutionLogs executionLogs(AwsServices services) {
        return new AwsExecutionLogs(services);
    }
}
