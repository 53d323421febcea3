package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Status;

/// What is measured and remembered of calls.
class CallsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Calls calls = new Calls(registry, Clock.fixed(NOW, ZoneOffset.UTC));
    private final StepFunctionsHealthIndicator health = new StepFunctionsHealthIndicator(calls);

    @Test
    void countsCallsByActionOutcomeAndRegion() {
        succeed("eu-west-1");
        succeed("eu-west-1");
        fail(Kind.THROTTLED);

        assertThat(count("ok", "eu-west-1")).isEqualTo(2);
        assertThat(count("throttled", "eu-west-1")).isEqualTo(1);
    }

    @Test
    void makesNoTagOfARegionThatDoesNotExist() {
        succeed("xx-made-up-7");

        assertThat(count("ok", "other")).isEqualTo(1);
    }

    @Test
    void isOfUnknownHealthBeforeTheFirstCall() {
        assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void isUpAfterACallThatWasAnswered() {
        succeed("eu-west-1");

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails())
                .containsEntry("action", "ListExecutions")
                .containsEntry("outcome", "ok")
                .containsEntry("lastCall", NOW);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"DENIED", "UNAVAILABLE"})
    void isDownAfterACallThatCouldNotBeMade(Kind kind) {
        fail(kind);

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DENIED", "UNAVAILABLE"})
    void isUpAfterARefusalThatConcernsOneRequestOnly(Kind kind) {
        fail(kind);

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    private void succeed(String region) {
        assertThat(calls.make(Action.LIST_EXECUTIONS, region, () -> "answer")).isEqualTo("answer");
    }

    private void fail(Kind kind) {
        var refusal = new StepFunctionsException(kind, "Code", "message", false, null);
        assertThat(catchThrowable(() -> calls.make(Action.LIST_EXECUTIONS, "eu-west-1", () -> {
                    throw refusal;
                })))
                .isSameAs(refusal);
    }

    private long count(String outcome, String region) {
        return registry.get("sfn.replay.calls")
                .tags("action", "ListExecutions", "outcome", outcome, "region", region)
                .timer()
                .count();
    }
}
