package io.github.sfnreplay.stepfunctions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells AWS's time, so that no date of AWS has to be compared with the clock of this machine.
///
/// Every answer has a `Date`, in whole seconds, that was written between the moment the request was sent and the moment
/// the answer arrived. That bounds how far AWS's time is from the running time of this process, which no step of the
/// local clock changes; the bounds of many answers together are about as close as one call is short. Bounds that
/// contradict the earlier ones replace them: this machine was suspended, or another clock answers.
///
/// As long as no answer has had a `Date`, AWS's time is unknown: nothing follows from a comparison with [#at], and
/// [#now] is the time of this machine.
public final class AwsClock {

    private static final Logger log = LoggerFactory.getLogger(AwsClock.class);

    /// What a `Date` can hide: it is cut to whole seconds.
    private static final long RESOLUTION = 1_000_000_000L;

    /// How much the clocks of AWS's machines may differ. They are kept within a few milliseconds of each other; this
    /// is several times as much, and still small beside the pace of starts.
    private static final long DISAGREEMENT = 25_000_000L;

    /// How fast old bounds widen: 500 ppm is the most by which an operating system corrects a clock while it runs.
    private static final long DRIFT_DIVISOR = 2_000;

    /// An offset above this is worth a warning: from five minutes on AWS refuses signatures, and dates in the log no
    /// longer match those of AWS.
    private static final Duration WORTH_A_WARNING = Duration.ofSeconds(1);

    private final LongSupplier nanos;
    private final Clock local;
    private @Nullable Bounds bounds;
    private boolean warned;
    private boolean undated;

    /// Between which two values AWS's time, in nanoseconds since the epoch, minus `nanos` lies.
    private record Bounds(long low, long high, long seenAt) {

        Bounds agedTo(long now) {
            var drift = Math.abs(now - seenAt) / DRIFT_DIVISOR;
            return new Bounds(low - drift, high + drift, now);
        }

        Bounds and(Bounds newer) {
            var both = new Bounds(Math.max(low, newer.low), Math.min(high, newer.high), newer.seenAt);
            return both.low <= both.high ? both : newer;
        }
    }

    /// @param nanos a running time that is never stepped, such as `System.nanoTime`
    /// @param local what this machine takes for the time
    public AwsClock(LongSupplier nanos, Clock local) {
        this.nanos = nanos;
        this.local = local;
    }

    /// A moment on this machine, at which AWS's time may become known better later.
    public record Moment(long nanos) {}

    /// This moment.
    public Moment moment() {
        return new Moment(nanos.getAsLong());
    }

    /// AWS's time at that moment, by all that is known now.
    public synchronized AwsTime at(Moment moment) {
        if (bounds == null) {
            return AwsTime.UNKNOWN;
        }
        var aged = bounds.agedTo(moment.nanos());
        return new AwsTime(instant(aged.low() + moment.nanos()), instant(aged.high() + moment.nanos()));
    }

    /// AWS's time now, as well as it is known; the time of this machine as long as it is not known at all.
    public Instant now() {
        return at(moment()).nearestTo(local.instant());
    }

    /// Whether answers have come, and none of them had a `Date`.
    public synchronized boolean isMissing() {
        return bounds == null && undated;
    }

    /// An answer has no `Date`. Its other dates are no substitute: a start that is repeated tells when it was first
    /// made, which says nothing about the time now.
    public synchronized void answeredWithoutDate() {
        if (!undated && bounds == null) {
            log.warn(
                    "An answer of Step Functions has no Date header, so AWS's time is unknown. Until one has, cancel with"
                            + " stopRunning stops no execution that a replay has started, since another may have started it;"
                            + " dates are compared with the clock of this machine.");
        }
        undated = true;
    }

    /// Learns from an answer.
    ///
    /// @param sent when its request was about to be sent
    /// @param date what its `Date` header says
    public void answered(Moment sent, Instant date) {
        var received = nanos.getAsLong();
        var told = Duration.between(Instant.EPOCH, date).toNanos();
        var seen =
                new Bounds(told - received - DISAGREEMENT, told + RESOLUTION - sent.nanos() + DISAGREEMENT, received);
        synchronized (this) {
            bounds = bounds == null ? seen : bounds.agedTo(received).and(seen);
        }
        warnOfOffset();
    }

    /// Says once that the clocks differ, and once that they no longer do.
    private synchronized void warnOfOffset() {
        var time = at(moment());
        var here = local.instant();
        var ahead = Duration.between(time.latest(), here);
        var behind = Duration.between(here, time.earliest());
        var differs = ahead.compareTo(WORTH_A_WARNING) > 0 || behind.compareTo(WORTH_A_WARNING) > 0;
        if (differs && !warned) {
            log.warn(
                    "The clock of this machine is {} AWS's by {} ms or more. Replays go by AWS's time, but dates in the"
                            + " log and in answers that AWS did not give are off; synchronize the clock.",
                    ahead.isPositive() ? "ahead of" : "behind",
                    (ahead.isPositive() ? ahead : behind).toMillis());
        } else if (warned && !differs) {
            log.info("The clock of this machine agrees with AWS's again");
        }
        warned = differs;
    }

    private static Instant instant(long epochNanos) {
        return Instant.EPOCH.plusNanos(epochNanos);
    }
}
