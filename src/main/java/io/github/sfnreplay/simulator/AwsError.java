package io.github.sfnreplay.simulator;

/// An error answer of Step Functions: HTTP status, error name and message.
final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private AwsError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static AwsError of(String code, String message) {
        return new AwsError(400, code, message);
    }

    static AwsError of(int status, String code, String message) {
        return new AwsError(status, code, message);
    }

    static AwsError invalidArn(String detail) {
        return of("InvalidArn", "Invalid Arn: '" + detail + "'");
    }

    static AwsError invalidToken() {
        return of("InvalidToken", "Invalid Token: 'Invalid token'");
    }

    static AwsError noSuchMachine(String arn) {
        return of("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }

    static AwsError noSuchExecution(String arn) {
        return of("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
    }

    static AwsError validation(String message) {
        return of("ValidationException", message);
    }

    /// A violated constraint of one member, worded as AWS words it; `value` is printed in quotes.
    static AwsError constraint(String member, Object value, String constraint) {
        return validation("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: Member must " + constraint);
    }

    static AwsError missing(String member) {
        return validation("1 validation error detected: Value null at '" + member
                + "' failed to satisfy constraint: Member must not be null");
    }

    static AwsError throttled() {
        return of("ThrottlingException", "Rate exceeded");
    }

    static AwsError executionLimit() {
        return of(
                "ExecutionLimitExceeded",
                "The maximum number of running executions has been reached. Running executions must end or be stopped"
                        + " before a new execution can be started.");
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}
