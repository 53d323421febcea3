package io.github.sfnreplay.security.signin;

import io.github.sfnreplay.api.caller.Role;
import io.github.sfnreplay.replay.Command;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.BearerTokenErrors;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.StringUtils;

/// Makes a caller of a token: its name, and the roles that a claim of it names.
public final class TokenRoles implements Converter<Jwt, AbstractAuthenticationToken> {

    private static final Set<String> RESERVED = Set.of(Command.ANONYMOUS, Command.ENGINE);

    private final List<String> claims;
    private final String prefix;
    private final String nameClaim;

    /// @param claim that holds the roles, parts of a path divided by dots; null for `roles`, or else `scope`
    /// @param prefix what a role begins with; what begins otherwise is no role of ours
    /// @param nameClaim that holds the name of the caller
    public TokenRoles(@Nullable String claim, String prefix, String nameClaim) {
        this.claims = StringUtils.hasText(claim) ? List.of(claim) : List.of("roles", "scope");
        this.prefix = prefix;
        this.nameClaim = nameClaim;
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        var name = token.getClaims().get(nameClaim);
        if (!(name instanceof String text) || !StringUtils.hasText(text) || RESERVED.contains(text)) {
            throw new OAuth2AuthenticationException(BearerTokenErrors.invalidToken("The token names no caller."));
        }
        return new JwtAuthenticationToken(token, PasswordSignIn.authorities(roles(token)), text);
    }

    private Collection<Role> roles(Jwt token) {
        return claims.stream()
                .map(claim -> find(token.getClaims(), claim))
                .filter(Objects::nonNull)
                .findFirst()
                .map(TokenRoles::texts)
                .orElseGet(Stream::empty)
                .filter(text -> text.startsWith(prefix))
                .flatMap(text -> Role.labelled(text.substring(prefix.length())).stream())
                .toList();
    }

    /// A claim of that very name, or else what the path leads to, such as `realm_access.roles`.
    private static @Nullable Object find(Map<?, ?> claims, String path) {
        var found = claims.get(path);
        var dot = path.indexOf('.');
        if (found != null || dot < 0) {
            return found;
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, path.substring(dot + 1))
                : null;
    }

    /// A list, or a text with blanks between the roles.
    private static Stream<String> texts(Object value) {
        return switch (value) {
            case Collection<?> list -> list.stream().map(String::valueOf);
            case String text -> Arrays.stream(StringUtils.tokenizeToStringArray(text, " "));
            default -> Stream.empty();
        };
    }
}
