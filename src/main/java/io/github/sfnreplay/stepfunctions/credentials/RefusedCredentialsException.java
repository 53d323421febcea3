package io.github.sfnreplay.stepfunctions.credentials;

/// There are no credentials for the account, and another attempt would not get any.
public final class RefusedCredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String errorCode;

    /// @param errorCode AWS's name of the error, or ours where AWS was not asked
    /// @param message what to do about it; holds no secret
    RefusedCredentialsException(String errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    /// What names the error for a program.
    public String errorCode() {
        return errorCode;
    }

    /// What to do about it.
    public String detail() {
        return String.valueOf(getMessage());
    }
}
