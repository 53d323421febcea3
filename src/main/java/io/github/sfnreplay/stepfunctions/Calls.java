package io.github.sfnreplay.stepfunctions;

import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/// Makes the calls: measures each, remembers how the last one ended, and turns the SDK's faults into ours.
final class Calls {

    /// How one call ended.
    ///
    /// @param failure null if it succeeded
    record Outcome(Action action, StepFunctionsException.@Nullable Kind failure, Instant at) {

        String word() {
            return failure == null ? "ok" : failure.name().toLowerCase(Locale.ROOT);
        }
    }

    private final MeterProvider<Timer> timers;
    private final Clock clock;
    private volatile @Nullable Outcome last;

    Calls(MeterRegistry registry, Clock clock) {
        this.timers = Timer.builder("sfn.replay.calls")
                .description("Calls to Step Functions, by how they ended")
                .withRegistry(registry);
        this.clock = clock;
    }

    /// How the last call ended; null before the first.
    @Nullable
    Outcome last() {
        return last;
    }

    <T extends @Nullable Object> T make(Action action, String region, Supplier<T> call) {
        var begin = System.nanoTime();
        try {
            var answer = call.get();
            ended(action, region, null, begin);
            return answer;
        } catch (RuntimeException fault) {
            var exception = Faults.translate(fault);
            ended(action, region, exception.kind(), begin);
            throw exception;
        }
    }

    private void ended(Action action, String region, StepFunctionsException.@Nullable Kind failure, long begin) {
        var outcome = new Outcome(action, failure, clock.instant());
        last = outcome;
        timers.withTags("action", action.awsName(), "outcome", outcome.word(), "region", tag(region))
                .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }

    /// Callers choose the Region, so that only those that exist may become values of a tag.
    private static String tag(String region) {
        return Region.regions().contains(Region.of(region)) ? region : "other";
    }
}
