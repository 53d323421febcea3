package io.github.sfnreplay.stepfunctions;

import org.jspecify.annotations.Nullable;

/// A call to Step Functions that did not succeed; its kind says what that means for the caller.
public class StepFunctionsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// What kind of failure it is.
    public enum Kind {
        /// Too many calls: the same call will succeed later.
        THROTTLED,
        /// Too many open executions (1,000,000): a start will succeed later.
        LIMIT_EXCEEDED,
        /// A fault of the service or of the network: another attempt may succeed.
        UNAVAILABLE,
        /// Credentials, permissions or a key of KMS: a person has to do something.
        DENIED,
        /// The name was used in the last 90 days.
        ALREADY_EXISTS,
        /// The execution does not exist, or no longer.
        EXECUTION_GONE,
        /// The state machine does not exist, or is being deleted.
        MACHINE_GONE,
        /// The state machine's type cannot do this.
        TYPE_NOT_SUPPORTED,
        /// The execution cannot be redriven.
        NOT_REDRIVABLE,
        /// The page token is no longer valid: the listing has to start over.
        TOKEN_EXPIRED,
        /// The request can never succeed.
        REJECTED
    }

    /// The error's name where the service itself may not touch the machine; Step Functions has not been called.
    public static final String NOT_ALLOWED = "StateMachineNotAllowed";

    private final Kind kind;
    private final String errorCode;
    private final boolean ambiguous;

    /// @param errorCode AWS's name of the error, or the class of the fault where there was no answer
    /// @param message what AWS said; never a credential, never an input
    /// @param ambiguous whether the work may have been done all the same
    public StepFunctionsException(
            Kind kind, String errorCode, String message, boolean ambiguous, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.errorCode = errorCode;
        this.ambiguous = ambiguous;
    }

    public Kind kind() {
        return kind;
    }

    /// AWS's name of the error, for example `ExecutionDoesNotExist`.
    public String errorCode() {
        return errorCode;
    }

    /// What AWS said.
    public String detail() {
        var message = getMessage();
        return message == null ? errorCode : message;
    }

    /// Whether the work may have been done although no answer came.
    public boolean isAmbiguous() {
        return ambiguous;
    }
}
