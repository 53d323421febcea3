package io.github.sfnreplay.security.browser;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.security.refusal.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses host names that are not ours. A page whose name an attacker has pointed at this address would otherwise
/// count
/// as a page of this service (DNS rebinding); where people sign in, it would have no credentials.
public final class HostCheck extends OncePerRequestFilter {

    private final OwnAddresses own;
    private final Predicate<HttpServletRequest> isProbe;
    private final Refusals refusals;

    /// @param isProbe what is asked under the address of a container, and tells nothing
    public HostCheck(OwnAddresses own, Predicate<HttpServletRequest> isProbe, Refusals refusals) {
        this.own = own;
        this.isProbe = isProbe;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var host = request.getHeader(HttpHeaders.HOST);
        if (host == null || own.knowsHost(host) || isProbe.test(request)) {
            chain.doFilter(request, response);
            return;
        }
        refusals.answer(
                request,
                response,
                ProblemType.HOST_NOT_ALLOWED,
                "The header Host names another host than localhost, 127.0.0.1 or [::1]. Use one of those, or set"
                        + " sfn-replay.public-url to the address that people use.",
                Map.of());
    }
}
