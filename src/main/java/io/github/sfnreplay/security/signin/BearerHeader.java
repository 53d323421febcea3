package io.github.sfnreplay.security.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;

/// Takes the token from the header `Authorization` alone: a query gets into logs, and reading a form here would take
/// the
/// body from those who read it.
public final class BearerHeader implements BearerTokenResolver {

    private static final String SCHEME = "bearer";
    private static final Pattern TOKEN = Pattern.compile("(?i)bearer (?<token>[A-Za-z0-9-._~+/]+=*)");

    @Override
    public @Nullable String resolve(HttpServletRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        var token = TOKEN.matcher(header);
        if (!token.matches()) {
            throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("The bearer token is malformed."));
        }
        return token.group("token");
    }
}
