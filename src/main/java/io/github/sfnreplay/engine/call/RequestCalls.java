package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.Ticker;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Makes calls for someone who waits for an answer: paced like all others, repeated when that can help, and given up
/// with a [ReplayException] when time is up.
@Component
public final class RequestCalls {

    private static final Logger log = LoggerFactory.getLogger(RequestCalls.class);

    /// A fifth of a second between attempts: some dozens fit into the time a person waits.
    private static final long PAUSE = 200_000_000L;

    private final Pacer pacer;
    private final Ticker ticker;

    public RequestCalls(Pacer pacer, Ticker ticker) {
        this.pacer = pacer;
        this.ticker = ticker;
    }

    /// The calls of one request.
    public Deadline within(Duration timeout) {
        return new Deadline(ticker.nanoTime() + timeout.toNanos());
    }

    /// The time that the calls of one request may take together.
    public final class Deadline {

        private final long end;

        private Deadline(long end) {
            this.end = end;
        }

        public boolean isOver() {
            return ticker.nanoTime() - end >= 0;
        }

        /// The same, ending earlier.
        public Deadline minus(Duration time) {
            return new Deadline(end - time.toNanos());
        }

        /// Calls until there is an answer.
        ///
        /// @param subject the ARN that the call names, for a person
        /// @throws ReplayException if there is none in time, or one that no other attempt can heal
        public <T extends @Nullable Object> T call(Lane lane, Object subject, Supplier<T> call) {
            try {
                return attempt(lane, subject, call);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw refused(Fault.Kind.SHUTTING_DOWN, lane, "Interrupted", "the service is shutting down");
            }
        }

        private <T> T attempt(Lane lane, Object subject, Supplier<T> call) throws InterruptedException {
            while (true) {
                if (!pacer.acquire(lane, () -> !isOver())) {
                    throw refused(
                            Fault.Kind.UPSTREAM_THROTTLED, lane, "ThrottlingException", "too many calls at the moment");
                }
                var begunAt = ticker.nanoTime();
                try {
                    var answer = call.get();
                    pacer.answered(lane, begunAt);
                    return answer;
                } catch (StepFunctionsException e) {
                    if (e.kind() == Kind.THROTTLED) {
                        pacer.throttled(lane, begunAt);
                    }
                    if (!canHeal(e) || ticker.nanoTime() + PAUSE - end >= 0) {
                        throw refused(lane, subject, e);
                    }
                    ticker.sleep(PAUSE);
                }
            }
        }
    }

    private static boolean canHeal(StepFunctionsException fault) {
        return fault.kind() == Kind.THROTTLED || fault.kind() == Kind.UNAVAILABLE;
    }

    private static ReplayException refused(Lane lane, Object subject, StepFunctionsException fault) {
        return switch (fault.kind()) {
            case MACHINE_GONE ->
                new ReplayException(new Fault(
                        Fault.Kind.STATE_MACHINE_NOT_FOUND,
                        subject + " does not exist. Look at its account, Region and name.",
                        Map.of("stateMachineArn", subject.toString())));
            case EXECUTION_GONE ->
                new ReplayException(new Fault(
                        Fault.Kind.EXECUTION_NOT_FOUND,
                        subject + " does not exist, or its history has expired.",
                        Map.of("executionArn", subject.toString())));
            case TOKEN_EXPIRED ->
                new ReplayException(new Fault(
                        Fault.Kind.INVALID_PAGE_TOKEN,
                        "Step Functions does not take the page token (any more). Begin at the first page."));
            case TYPE_NOT_SUPPORTED ->
                refused(Fault.Kind.STATE_MACHINE_TYPE_NOT_SUPPORTED, lane, fault.errorCode(), fault.detail());
            case DENIED -> refused(Fault.Kind.UPSTREAM_ACCESS_DENIED, lane, fault.errorCode(), fault.detail());
            case THROTTLED -> refused(Fault.Kind.UPSTREAM_THROTTLED, lane, fault.errorCode(), fault.detail());
            default -> refused(Fault.Kind.UPSTREAM_ERROR, lane, fault.errorCode(), fault.detail());
        };
    }

    private static ReplayException refused(Fault.Kind kind, Lane lane, String errorCode, String detail) {
        var action = lane.action().awsName();
        log.warn("A request was refused with {}: {} gave {}: {}", kind, action, errorCode, detail);
        return new ReplayException(new Fault(
                kind,
                "Step Functions did not give an answer to " + action + ": " + detail,
                Map.of("awsErrorCode", errorCode)));
    }
}
