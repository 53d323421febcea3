package io.github.sfnreplay.api.inspect;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The checks of the bodies that are read here.
@Configuration(proxyBeanMethods = false)
class InspectConfiguration {

    @Bean
    SummaryRequestCheck summaryRequestCheck() {
        return new SummaryRequestCheck();
    }

    @Bean
    EvaluationRequestCheck evaluationRequestCheck() {
        return new EvaluationRequestCheck();
    }
}
