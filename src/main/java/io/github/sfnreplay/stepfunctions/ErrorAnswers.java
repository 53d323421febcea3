package io.github.sfnreplay.stepfunctions;

import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Reads the errors that Step Functions answers with.
final class ErrorAnswers {

    /// Characters. AWS's messages are shorter; bounds what another endpoint says.
    private static final int MAX_LENGTH = 1_000;

    /// Whatever the error is called: an endpoint that does not know the action will not know it later.
    private static final int NOT_IMPLEMENTED = 501;

    private static final Pattern QUOTED_DATA =
            Pattern.compile("(?s)Value '.*' at '(input|output|cause|error|definition)'");
    private static final Pattern ACCESS_KEY = Pattern.compile("\\bA(KIA|SIA)[A-Z0-9]{8,}");

    private ErrorAnswers() {}

    static StepFunctionsException translate(AwsServiceException answer) {
        var details = answer.awsErrorDetails();
        var code = details == null ? null : details.errorCode();
        var kind = answer.statusCode() == NOT_IMPLEMENTED ? Kind.REJECTED : kind(code, answer);
        return new StepFunctionsException(
                kind,
                code == null ? "HTTP " + answer.statusCode() : code,
                message(code, details == null ? null : details.errorMessage(), answer.statusCode()),
                kind == Kind.UNAVAILABLE,
                null);
    }

    private static Kind kind(@Nullable String code, AwsServiceException answer) {
        return switch (code == null ? "" : bare(code)) {
            case "KmsThrottling" -> Kind.THROTTLED;
            case "ExecutionLimitExceeded" -> Kind.LIMIT_EXCEEDED;
            case "ExecutionAlreadyExists" -> Kind.ALREADY_EXISTS;
            case "ExecutionDoesNotExist" -> Kind.EXECUTION_GONE;
            case "StateMachineDoesNotExist", "StateMachineDeleting", "ResourceNotFound" -> Kind.MACHINE_GONE;
            case "StateMachineTypeNotSupported" -> Kind.TYPE_NOT_SUPPORTED;
            case "ExecutionNotRedrivable" -> Kind.NOT_REDRIVABLE;
            case "InvalidToken" -> Kind.TOKEN_EXPIRED;
            case "AccessDenied",
                    "ExpiredToken",
                    "IncompleteSignature",
                    "InvalidAccessKeyId",
                    "InvalidClientTokenId",
                    "InvalidSignature",
                    "KmsAccessDenied",
                    "KmsInvalidState",
                    "MissingAuthenticationToken",
                    "NotAuthorized",
                    "OptInRequired",
                    "RequestExpired",
                    "RequestTimeTooSkewed",
                    "SignatureDoesNotMatch",
                    "UnrecognizedClient" -> Kind.DENIED;
            case "InternalFailure", "InternalServerError", "RequestTimeout", "ServiceUnavailable" -> Kind.UNAVAILABLE;
            default -> kindByStatus(code, answer);
        };
    }

    /// A refusal without an error's name is not an answer of Step Functions, so that it says nothing about the request.
    private static Kind kindByStatus(@Nullable String code, AwsServiceException answer) {
        if (answer.isThrottlingException() || answer.statusCode() == 429) {
            return Kind.THROTTLED;
        }
        if (answer.statusCode() == 401 || answer.statusCode() == 403) {
            return Kind.DENIED;
        }
        return code != null && answer.statusCode() >= 400 && answer.statusCode() < 500
                ? Kind.REJECTED
                : Kind.UNAVAILABLE;
    }

    private static String bare(String code) {
        return code.endsWith("Exception") ? code.substring(0, code.length() - "Exception".length()) : code;
    }

    private static String message(@Nullable String code, @Nullable String said, int status) {
        if (said == null || said.isBlank()) {
            return "HTTP " + status + (code == null ? " from something that is not Step Functions" : "");
        }
        return switch (bare(code == null ? "" : code)) {
            case "InvalidExecutionInput" -> "Invalid State Machine Execution Input";
            case "IncompleteSignature" -> "The signature of the request is incomplete";
            case "InvalidSignature", "SignatureDoesNotMatch" ->
                cut(said.lines().findFirst().orElse(""));
            default -> cut(said);
        };
    }

    private static String cut(String said) {
        var safe = ACCESS_KEY
                .matcher(QUOTED_DATA.matcher(said).replaceAll("Value at '$1'"))
                .replaceAll("***");
        return safe.length() <= MAX_LENGTH ? safe : safe.substring(0, MAX_LENGTH) + "…";
    }
}
