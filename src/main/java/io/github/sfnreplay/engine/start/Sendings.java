package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.stepfunctions.AwsClock;
import io.github.sfnreplay.stepfunctions.AwsTime;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Remembers when the attempts of one call were sent: the first that may have done its work although no answer came,
/// or else the last. One thread makes them.
final class Sendings {

    private final AwsClock clock;
    private AwsClock.Moment sent;
    private boolean inDoubt;

    Sendings(AwsClock clock) {
        this.clock = clock;
        this.sent = clock.moment();
    }

    /// An attempt is about to be sent.
    void sending() {
        if (!inDoubt) {
            sent = clock.moment();
        }
    }

    /// An attempt did not succeed.
    void failed(StepFunctionsException fault) {
        inDoubt |= fault.isAmbiguous();
    }

    /// Whether an attempt may have done its work although no answer came.
    boolean isInDoubt() {
        return inDoubt;
    }

    /// AWS's time when the attempt that counts was sent.
    AwsTime sentAt() {
        return clock.at(sent);
    }

    /// The earliest that this can have been at AWS; null if AWS's time is not known.
    @Nullable
    Instant earliest() {
        return sentAt().isKnown() ? sentAt().earliest() : null;
    }

    /// About when this was at AWS.
    Instant estimate() {
        return sentAt().nearestTo(clock.now());
    }

    /// How long ago the attempt that counts was sent.
    Duration age() {
        return Duration.ofNanos(clock.moment().nanos() - sent.nanos());
    }
}
