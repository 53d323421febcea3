package io.github.sfnreplay.security;

import static java.util.stream.Collectors.joining;

import io.github.sfnreplay.api.caller.Role;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.security.refusal.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/// Answers who has signed in but may not do that.
final class Forbidden implements AccessDeniedHandler {

    private final Function<HttpServletRequest, Set<Role>> needed;
    private final Refusals refusals;

    /// @param needed the roles of which the request needs one
    Forbidden(Function<HttpServletRequest, Set<Role>> needed, Refusals refusals) {
        this.needed = needed;
        this.refusals = refusals;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException {
        if (refused instanceof CsrfException) {
            refusals.answer(
                    request,
                    response,
                    ProblemType.CROSS_SITE_REQUEST,
                    "The request does not show that a page of this service sent it. Send the value of the cookie"
                            + " XSRF-TOKEN, which every answer sets, in the header X-XSRF-TOKEN.",
                    Map.of());
            return;
        }
        var roles = needed.apply(request).stream().sorted().map(Role::label).collect(joining(" or "));
        refusals.answer(
                request,
                response,
                ProblemType.FORBIDDEN,
                "This needs the role " + roles + ", which you do not have. Ask whoever runs the service.",
                Map.of("requiredRole", roles));
    }
}
