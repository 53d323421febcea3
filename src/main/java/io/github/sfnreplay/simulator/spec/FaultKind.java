package io.github.sfnreplay.simulator.spec;

import org.jspecify.annotations.Nullable;

/// The ways in which a call can go wrong; those that name an error do so before any work is done.
public enum FaultKind {
    THROTTLE("ThrottlingException", "Rate exceeded"),
    INTERNAL_FAILURE(500, "InternalFailure", "The request processing has failed because of an error."),
    SERVICE_UNAVAILABLE(503, "ServiceUnavailable", "The request has failed due to a temporary failure."),
    /// The connection is closed before the work.
    CLOSE_BEFORE,
    /// The work is done, then the connection is closed without an answer.
    CLOSE_AFTER,
    /// The work is done, half of the body is sent, then the connection is closed.
    HALF_ANSWER,
    /// The work is done and answered with 200 and a body that is not JSON.
    MALFORMED,
    /// The work is done, the answer comes after the delay.
    SLOW,
    /// The work is done, nothing is answered, the connection is closed after the delay.
    HANG,
    /// Nothing is done and nothing answered, the connection is closed after the delay.
    HANG_BEFORE,
    ACCESS_DENIED("AccessDeniedException", "User is not authorized to perform this action"),
    EXPIRED_TOKEN("ExpiredTokenException", "The security token included in the request is expired"),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", "The security token included in the request is invalid."),
    KMS_ACCESS_DENIED("KmsAccessDeniedException", "Access to the KMS key is denied"),
    KMS_THROTTLING("KmsThrottlingException", "Rate exceeded for the KMS key"),
    KMS_INVALID_STATE("KmsInvalidStateException", "The KMS key is not in a usable state"),
    EXECUTION_LIMIT_EXCEEDED("ExecutionLimitExceeded", "The maximum number of running executions has been reached.");

    private final int status;
    private final String code;
    private final String message;

    FaultKind() {
        this(0, "", "");
    }

    FaultKind(String code, String message) {
        this(400, code, message);
    }

    FaultKind(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    /// The error that is answered instead of any work, or null.
    public @Nullable AwsError error() {
        return status == 0 ? null : AwsError.of(status, code, message);
    }

    public boolean worksFirst() {
        return status == 0 && this != CLOSE_BEFORE && this != HANG_BEFORE;
    }

    boolean concerns(Action action) {
        return switch (this) {
            case KMS_ACCESS_DENIED, KMS_THROTTLING, KMS_INVALID_STATE -> action.usesKms();
            case EXECUTION_LIMIT_EXCEEDED -> action.opensExecution();
            default -> true;
        };
    }
}
