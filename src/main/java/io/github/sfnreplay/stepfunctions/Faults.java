package io.github.sfnreplay.stepfunctions;

import io.github.sfnreplay.stepfunctions.NamedFaults.CredentialsFault;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.stepfunctions.credentials.RefusedCredentialsException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/// Turns what a call threw into a [StepFunctionsException]. The SDK's own exceptions are not kept as causes, because
/// their messages can quote the input, the output or the signature.
final class Faults {

    private Faults() {}

    static StepFunctionsException translate(RuntimeException fault) {
        return switch (fault) {
            case StepFunctionsException ours -> ours;
            case AwsServiceException answer -> ErrorAnswers.translate(answer);
            case AbortedException aborted -> interrupted(true);
            case ApiCallTimeoutException timeout ->
                unavailable("Timeout", "Step Functions did not answer in time", true, null);
            default -> noAnswer(fault);
        };
    }

    private static StepFunctionsException noAnswer(RuntimeException fault) {
        var network = causes(fault).filter(Faults::isNetworkFault).findFirst().orElse(null);
        if (causes(fault).anyMatch(CredentialsFault.class::isInstance)) {
            return credentials(fault, network);
        }
        if (network != null) {
            return unavailable(network.getClass().getSimpleName(), said(network), !isNeverConnected(network), network);
        }
        return unavailable(
                fault.getClass().getSimpleName(), "The answer of Step Functions could not be read", true, null);
    }

    private static StepFunctionsException interrupted(boolean ambiguous) {
        Thread.currentThread().interrupt();
        return unavailable("Interrupted", "The call was interrupted", ambiguous, null);
    }

    /// Step Functions has not been called.
    private static StepFunctionsException credentials(RuntimeException fault, @Nullable Throwable network) {
        if (causes(fault).anyMatch(AbortedException.class::isInstance)) {
            return interrupted(false);
        }
        for (var cause : causes(fault).toList()) {
            if (cause instanceof RefusedCredentialsException refused) {
                return new StepFunctionsException(Kind.DENIED, refused.errorCode(), refused.detail(), false, null);
            }
        }
        if (network != null || causes(fault).anyMatch(Faults::isPassing)) {
            return unavailable("CredentialsUnavailable", "AWS credentials could not be fetched", false, network);
        }
        return new StepFunctionsException(
                Kind.DENIED,
                "NoCredentials",
                "No AWS credentials were found; set AWS_PROFILE, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a role",
                false,
                null);
    }

    /// Whether another attempt to fetch credentials may succeed.
    private static boolean isPassing(Throwable cause) {
        return cause instanceof ApiCallTimeoutException
                || (cause instanceof AwsServiceException answer
                        && (answer.statusCode() >= 500 || answer.isThrottlingException()));
    }

    /// Parsers of answers throw subclasses of IOException too, and quote what they could not parse.
    private static boolean isNetworkFault(Throwable cause) {
        var name = cause.getClass().getName();
        return cause instanceof IOException && (name.startsWith("java") || name.startsWith("org.apache.hc."));
    }

    private static boolean isNeverConnected(Throwable network) {
        return network instanceof ConnectException
                || network instanceof UnknownHostException
                || network instanceof NoRouteToHostException
                || network instanceof ConnectTimeoutException
                || network instanceof ConnectionRequestTimeoutException;
    }

    private static String said(Throwable network) {
        return Objects.requireNonNullElse(network.getMessage(), "The connection broke");
    }

    private static StepFunctionsException unavailable(
            String code, String message, boolean ambiguous, @Nullable Throwable cause) {
        return new StepFunctionsException(Kind.UNAVAILABLE, code, message, ambiguous, cause);
    }

    private static Stream<Throwable> causes(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).limit(20);
    }
}
