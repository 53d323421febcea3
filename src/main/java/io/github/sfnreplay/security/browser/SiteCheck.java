package io.github.sfnreplay.security.browser;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.security.refusal.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses what pages of other sites send, by what browsers say of it. They may link to this service, nothing else:
/// even what only reads costs calls to AWS, or keeps a stream open.
public final class SiteCheck extends OncePerRequestFilter {

    /// Says who sent a request; browsers tell it to secure origins and to loopback addresses.
    private static final String SITE = "Sec-Fetch-Site";

    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final OwnAddresses own;
    private final Refusals refusals;

    public SiteCheck(OwnAddresses own, Refusals refusals) {
        this.own = own;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isForeign(request) || isLink(request)) {
            chain.doFilter(request, response);
            return;
        }
        refusals.answer(
                request,
                response,
                ProblemType.CROSS_SITE_REQUEST,
                "A page of another site sent this request. Send it from a page of this service or from a program; behind"
                        + " a proxy, set sfn-replay.public-url to the address that people use.",
                Map.of());
    }

    private boolean isForeign(HttpServletRequest request) {
        var site = request.getHeader(SITE);
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (own.allowsOrigin(origin)) {
            return false;
        }
        if (site != null) {
            return !OWN_SITE.contains(site);
        }
        return origin != null && !own.knowsOrigin(origin, request.getHeader(HttpHeaders.HOST));
    }

    /// Somebody followed a link: the browser shows the answer as a page of its own.
    private static boolean isLink(HttpServletRequest request) {
        return READING.contains(request.getMethod())
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }
}
