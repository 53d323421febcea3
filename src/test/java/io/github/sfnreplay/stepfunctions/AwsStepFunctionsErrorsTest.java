package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each error that Step Functions answers with turns into.
class AwsStepFunctionsErrorsTest {

    private static final StateMachineArn MACHINE =
            StateMachineArn.parse("arn:aws:states:eu-west-1:123456789012:stateMachine:orders");

    @ParameterizedTest
    @CsvSource({
        "400, ThrottlingException, THROTTLED",
        "400, TooManyRequestsException, THROTTLED",
        "429, Anything, THROTTLED",
        "400, KmsThrottlingException, THROTTLED",
        "400, ExecutionLimitExceeded, LIMIT_EXCEEDED",
        "400, AccessDeniedException, DENIED",
        "400, ExpiredTokenException, DENIED",
        "400, UnrecognizedClientException, DENIED",
        "400, InvalidSignatureException, DENIED",
        "400, IncompleteSignature, DENIED",
        "400, IncompleteSignatureException, DENIED",
        "400, MissingAuthenticationToken, DENIED",
        "400, MissingAuthenticationTokenException, DENIED",
        "403, InvalidClientTokenId, DENIED",
        "401, Anything, DENIED",
        "403, Anything, DENIED",
        "400, KmsAccessDeniedException, DENIED",
        "400, KmsInvalidStateException, DENIED",
        "400, ExecutionAlreadyExists, ALREADY_EXISTS",
        "400, ExecutionDoesNotExist, EXECUTION_GONE",
        "400, StateMachineDoesNotExist, MACHINE_GONE",
        "400, StateMachineDeleting, MACHINE_GONE",
        "400, ResourceNotFound, MACHINE_GONE",
        "400, StateMachineTypeNotSupported, TYPE_NOT_SUPPORTED",
        "400, ExecutionNotRedrivable, NOT_REDRIVABLE",
        "400, InvalidToken, TOKEN_EXPIRED",
        "400, InvalidExecutionInput, REJECTED",
        "400, InvalidName, REJECTED",
        "400, InvalidArn, REJECTED",
        "400, ValidationException, REJECTED",
        "404, UnknownOperationException, REJECTED",
        "413, Anything, REJECTED",
        "500, InternalFailure, UNAVAILABLE",
        "503, ServiceUnavailable, UNAVAILABLE",
        "501, InternalFailure, REJECTED",
        "502, Anything, UNAVAILABLE"
    })
    void mapsEveryErrorToItsKind(int status, String code, Kind kind) throws Exception {
        var exception = refusal(status, "{\"__type\":\"%s\",\"message\":\"It said so\"}".formatted(code));

        assertThat(exception.kind()).isEqualTo(kind);
        assertThat(exception.errorCode()).isEqualTo(code);
        assertThat(exception.detail()).isNotBlank().doesNotContain("Request ID");
        assertThat(exception.isAmbiguous()).isEqualTo(kind == Kind.UNAVAILABLE);
    }

    @Test
    void readsErrorsThatCarryANamespace() throws Exception {
        var exception = refusal(400, "{\"__type\":\"com.amazonaws.swf.service.v2.model#ExecutionDoesNotExist\"}");

        assertThat(exception.kind()).isEqualTo(Kind.EXECUTION_GONE);
        assertThat(exception.errorCode()).isEqualTo("ExecutionDoesNotExist");
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "407", "302", "500"})
    void takesAnAnswerThatNamesNoErrorForAFaultOnTheWay(int status) throws Exception {
        var exception = refusal(status, "<html>proxy</html>");

        assertThat(exception.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(exception.isAmbiguous()).isTrue();
        assertThat(exception.detail()).contains("HTTP " + status);
    }

    @Test
    void keepsTheInputOutOfTheMessage() throws Exception {
        var invalid = refusal(400, error("InvalidExecutionInput", "Invalid State Machine Execution Input: 's3cret'"));
        var tooLong = refusal(
                400,
                error(
                        "ValidationException",
                        "1 validation error detected: Value 's3cret' at 'input' failed to satisfy constraint: Too long"));

        assertThat(invalid).hasMessage("Invalid State Machine Execution Input").hasNoCause();
        assertThat(tooLong)
                .hasMessage("1 validation error detected: Value at 'input' failed to satisfy constraint: Too long")
                .hasNoCause();
    }

    @Test
    void keepsCredentialsOutOfTheMessage() throws Exception {
        var mismatch = refusal(
                403,
                error("InvalidSignatureException", "The signature does not match.\\n\\nx-amz-security-token:s3cret"));
        var incomplete = refusal(400, error("IncompleteSignature", "'s3cret' not a valid key=value pair"));
        var denied = refusal(400, error("AccessDeniedException", "Key AKIAIOSFODNN7EXAMPLE is not authorized"));

        assertThat(mismatch).hasMessage("The signature does not match.");
        assertThat(incomplete).hasMessage("The signature of the request is incomplete");
        assertThat(denied).hasMessage("Key *** is not authorized");
    }

    private static String error(String code, String message) {
        return "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message);
    }

    /// The exception, after making sure that it came of a single request.
    private static StepFunctionsException refusal(int status, String body) throws Exception {
        try (var endpoint = RawEndpoint.answering(status, body);
                var gateway = Gateways.demo(endpoint.url())) {
            var exception = catchThrowableOfType(
                    StepFunctionsException.class,
                    () -> gateway.stepFunctions.startExecution(MACHINE, "name", "\"s3cret\""));
            assertThat(endpoint.requests()).hasSize(1);
            return exception;
        }
    }
}
