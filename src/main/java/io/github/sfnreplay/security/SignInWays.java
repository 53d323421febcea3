package io.github.sfnreplay.security;

import io.github.sfnreplay.api.caller.Role;
import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.security.refusal.Refusals;
import io.github.sfnreplay.security.signin.BearerHeader;
import io.github.sfnreplay.security.signin.FailedSignIns;
import io.github.sfnreplay.security.signin.PasswordSignIn;
import io.github.sfnreplay.security.signin.SignInDemand;
import io.github.sfnreplay.security.signin.TokenRoles;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.stereotype.Component;

/// The three ways in which callers become known.
@Component
class SignInWays {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final SecuritySettings settings;
    private final OAuth2ResourceServerProperties tokens;
    private final FailedSignIns failures;
    private final Refusals refusals;

    SignInWays(
            SecuritySettings settings,
            OAuth2ResourceServerProperties tokens,
            FailedSignIns failures,
            Refusals refusals) {
        this.settings = settings;
        this.tokens = tokens;
        this.failures = failures;
        this.refusals = refusals;
    }

    /// Everybody may do everything: whoever reaches a loopback address is on this machine.
    void open(HttpSecurity http) {
        var all = AuthorityUtils.createAuthorityList(
                Arrays.stream(Role.values()).map(Role::authority).toList());
        http.csrf(AbstractHttpConfigurer::disable)
                .anonymous(anybody -> anybody.principal(Command.ANONYMOUS).authorities(all));
    }

    /// Browsers send name and password by themselves, so that a page has to show that it is of this service.
    void passwords(HttpSecurity http) {
        var demand = new SignInDemand(SignInDemand.Way.PASSWORD, failures, refusals);
        http.authenticationProvider(new PasswordSignIn(
                        settings.users().stream().map(SignInWays::user).toList(),
                        PasswordEncoderFactories.createDelegatingPasswordEncoder(),
                        failures))
                .httpBasic(basic -> basic.authenticationEntryPoint(demand))
                .exceptionHandling(faults -> faults.authenticationEntryPoint(demand))
                .csrf(csrf -> csrf.spa()
                        .csrfTokenRepository(cookies())
                        .requireCsrfProtectionMatcher(SignInWays::mayBeOfABrowser));
    }

    /// Nothing but a program, or a proxy that signs people in, adds a token.
    void tokens(HttpSecurity http) {
        var demand = new SignInDemand(SignInDemand.Way.TOKEN, failures, refusals);
        var name = Objects.requireNonNullElse(tokens.getJwt().getPrincipalClaimName(), JwtClaimNames.SUB);
        http.csrf(AbstractHttpConfigurer::disable)
                .exceptionHandling(faults -> faults.authenticationEntryPoint(demand))
                .oauth2ResourceServer(server -> server.bearerTokenResolver(new BearerHeader())
                        .authenticationEntryPoint(demand)
                        .jwt(jwt -> jwt.jwtAuthenticationConverter(
                                new TokenRoles(settings.rolesClaim(), settings.rolesPrefix(), name)))
                        .withObjectPostProcessor(failingWith(demand)));
    }

    /// Or else keys that cannot be read would count as an error of the request.
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> failingWith(SignInDemand demand) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(demand);
                return filter;
            }
        };
    }

    private static PasswordSignIn.User user(SecuritySettings.User user) {
        return new PasswordSignIn.User(
                Objects.requireNonNull(user.name()), Objects.requireNonNull(user.password()), user.roles());
    }

    private static CookieCsrfTokenRepository cookies() {
        var cookies = CookieCsrfTokenRepository.withHttpOnlyFalse();
        cookies.setCookieCustomizer(cookie -> cookie.sameSite("Strict").path("/"));
        return cookies;
    }

    /// Every browser says where a request that changes something comes from, or sends the cookie.
    private static boolean mayBeOfABrowser(HttpServletRequest request) {
        return !READING.contains(request.getMethod())
                && (request.getHeader(HttpHeaders.ORIGIN) != null
                        || request.getHeader("Sec-Fetch-Site") != null
                        || request.getHeader(HttpHeaders.REFERER) != null
                        || request.getHeader(HttpHeaders.COOKIE) != null);
    }
}
