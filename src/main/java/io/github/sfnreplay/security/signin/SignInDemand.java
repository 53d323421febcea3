package io.github.sfnreplay.security.signin;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.security.refusal.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/// Answers who has not signed in, or failed to: what to send, and never what was wrong with it.
public final class SignInDemand implements AuthenticationEntryPoint, AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(SignInDemand.class);

    private final Way way;
    private final FailedSignIns failures;
    private final Refusals refusals;

    /// What is asked for.
    public enum Way {
        PASSWORD("Basic realm=\"sfn-replay\", charset=\"UTF-8\"", "Sign in with name and password (HTTP Basic)."),
        TOKEN(
                "Bearer realm=\"sfn-replay\"",
                "Send a token of the configured issuer: Authorization: Bearer <token>. Get a new one if yours has"
                        + " expired.");

        private final String challenge;
        private final String detail;

        Way(String challenge, String detail) {
            this.challenge = challenge;
            this.detail = detail;
        }
    }

    public SignInDemand(Way way, FailedSignIns failures, Refusals refusals) {
        this.way = way;
        this.failures = failures;
        this.refusals = refusals;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        commence(request, response, failure);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        switch (failure) {
            case TooManyFailuresException tooMany -> tooMany(request, response, tooMany.seconds());
            case AuthenticationServiceException unavailable -> unavailable(request, response, unavailable);
            case OAuth2AuthenticationException refused -> badToken(request, response, refused);
            default -> demand(request, response, "");
        }
    }

    private void badToken(
            HttpServletRequest request, HttpServletResponse response, OAuth2AuthenticationException refused)
            throws IOException {
        var wait = failures.failed(request.getRemoteAddr());
        if (wait > 0) {
            tooMany(request, response, wait);
            return;
        }
        log.warn(
                "Sign-in failed: a token from {} was refused ({})",
                request.getRemoteAddr(),
                refused.getError().getErrorCode());
        demand(request, response, ", error=\"invalid_token\"");
    }

    private void demand(HttpServletRequest request, HttpServletResponse response, String error) throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, way.challenge + error);
        refusals.answer(request, response, ProblemType.UNAUTHORIZED, way.detail, Map.of());
    }

    private void tooMany(HttpServletRequest request, HttpServletResponse response, long seconds) throws IOException {
        refusals.tooMany(request, response, "Too many attempts to sign in have failed. Try again later.", seconds);
    }

    private void unavailable(
            HttpServletRequest request, HttpServletResponse response, AuthenticationServiceException failure)
            throws IOException {
        log.error("Tokens cannot be checked: the keys of their issuer could not be read", failure);
        response.setHeader(HttpHeaders.RETRY_AFTER, "10");
        refusals.answer(
                request,
                response,
                ProblemType.SIGN_IN_UNAVAILABLE,
                "The keys that tokens are checked with could not be read. Try again later.",
                Map.of());
    }
}
