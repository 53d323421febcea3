package io.github.sfnreplay.stepfunctions;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Reports how the last call to Step Functions ended, and makes none itself, because that would use up quota.
record StepFunctionsHealthIndicator(Calls calls) implements HealthIndicator {

    @Override
    public Health health() {
        var last = calls.last();
        if (last == null) {
            return Health.unknown().withDetail("lastCall", "none yet").build();
        }
        var failure = last.failure();
        var down = failure == StepFunctionsException.Kind.DENIED || failure == StepFunctionsException.Kind.UNAVAILABLE;
        return (down ? Health.down() : Health.up())
                .withDetail("lastCall", last.at())
                .withDetail("action", last.action().awsName())
                .withDetail("outcome", last.word())
                .build();
    }
}
