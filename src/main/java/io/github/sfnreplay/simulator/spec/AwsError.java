package io.github.sfnreplay.simulator.spec;

/// An error answer of Step Functions: HTTP status, error name and message.
public final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private AwsError(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static AwsError of(String code, String message) {
        return new AwsError(400, code, message);
    }

    public static AwsError of(int status, String code, String message) {
        return new AwsError(status, code, message);
    }

    public static AwsError invalidArn(String detail) {
        return of("InvalidArn", "Invalid Arn: '" + detail + "'");
    }

    public static AwsError invalidToken() {
        return of("InvalidToken", "Invalid Token: 'Invalid token'");
    }

    public static AwsError noSuchMachine(String arn) {
        return of("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }

    public static AwsError noSuchExecution(String arn) {
        return of("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
    }

    public static AwsError validation(String message) {
        return of("ValidationException", message);
    }

    /// A violated constraint of one member, worded as AWS words it; `value` is printed in quotes.
    public static AwsError constraint(String member, Object value, String constraint) {
        return validation("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: Member must " + constraint);
    }

    public static AwsError missing(String member) {
        return validation("1 validation error detected: Value null at '" + member
                + "' failed to satisfy constraint: Member must not be null");
    }

    public static AwsError throttled() {
        return of("ThrottlingException", "Rate exceeded");
    }

    public static AwsError executionLimit() {
        return of(
                "ExecutionLimitExceeded",
                "The maximum number of running executions has been reached. Running executions must end or be stopped"
                        + " before a new execution can be started.");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String text() {
        var message = getMessage();
        return message == null ? "" : message;
    }
}
