package io.github.sfnreplay.security.signin;

import io.github.sfnreplay.api.caller.Caller;
import io.github.sfnreplay.security.refusal.Refusals;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Bounds how many requests one caller may send; who has not signed in counts by address.
public final class CallerLimit extends OncePerRequestFilter {

    private final RateLimit limit;
    private final Refusals refusals;

    public CallerLimit(RateLimit limit, Refusals refusals) {
        this.limit = limit;
        this.refusals = refusals;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = Caller.current();
        var wait = limit.take(caller.signedIn() ? "name " + caller.name() : "address " + request.getRemoteAddr());
        if (wait == 0) {
            chain.doFilter(request, response);
            return;
        }
        refusals.tooMany(
                request,
                response,
                "You send more requests than the service takes from one caller. Send them more slowly, or poll when"
                        + " Retry-After says.",
                wait);
    }
}
