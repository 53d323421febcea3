package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;

@ApiTest
@AutoConfigureMetrics
class OperatingTest {

    @Autowired
    private Api api;

    @ParameterizedTest
    @ValueSource(strings = {"health", "health/liveness", "health/readiness", "info", "metrics", "prometheus"})
    void letsAnOperatorLookInside(String endpoint) {
        assertThat(api.get("/actuator/" + endpoint)).hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "heapdump", "beans", "loggers"})
    void keepsTheRestToItself(String endpoint) {
        assertThat(api.get("/actuator/" + endpoint)).hasStatus(404);
    }
}
