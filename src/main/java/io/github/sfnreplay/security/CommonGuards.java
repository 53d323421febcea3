package io.github.sfnreplay.security;

import io.github.bucket4j.TimeMeter;
import io.github.sfnreplay.api.caller.Role;
import io.github.sfnreplay.security.browser.AnswerHeaders;
import io.github.sfnreplay.security.browser.HostCheck;
import io.github.sfnreplay.security.browser.OwnAddresses;
import io.github.sfnreplay.security.browser.SiteCheck;
import io.github.sfnreplay.security.refusal.Refusals;
import io.github.sfnreplay.security.signin.CallerLimit;
import io.github.sfnreplay.security.signin.RateLimit;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/// What holds in every mode: roles, headers, no other site, limits; no session and no page to sign in.
@Component
class CommonGuards {

    /// Opening the page asks for some sixty files at once.
    private static final int BURST_SECONDS = 2;

    private final AccessRules rules;
    private final OwnAddresses own;
    private final SecuritySettings settings;
    private final Refusals refusals;

    CommonGuards(AccessRules rules, OwnAddresses own, SecuritySettings settings, Refusals refusals) {
        this.rules = rules;
        this.own = own;
        this.settings = settings;
        this.refusals = refusals;
    }

    void apply(HttpSecurity http, SecurityMode mode) {
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.defaultsDisabled().addHeaderWriter(new AnswerHeaders()))
                .exceptionHandling(faults -> faults.accessDeniedHandler(new Forbidden(this::rolesFor, refusals)))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                                .permitAll()
                                .anyRequest()
                                .access(this::decide));
        if (mode == SecurityMode.OPEN) {
            http.addFilterAfter(new HostCheck(own, this::isProbe, refusals), HeaderWriterFilter.class);
        }
        if (settings.allowedOrigins().isEmpty()) {
            http.cors(AbstractHttpConfigurer::disable);
        } else {
            http.cors(cors -> cors.configurationSource(pagesElsewhere()));
        }
        http.addFilterAfter(new SiteCheck(own, refusals), CorsFilter.class)
                .addFilterAfter(new CallerLimit(limit(), refusals), AnonymousAuthenticationFilter.class);
    }

    private RateLimit limit() {
        var perSecond = settings.requestsPerSecond();
        return new RateLimit(
                (long) BURST_SECONDS * perSecond, perSecond, Duration.ofSeconds(1), TimeMeter.SYSTEM_NANOTIME);
    }

    /// Without credentials of the browser: a page elsewhere sends a token.
    private UrlBasedCorsConfigurationSource pagesElsewhere() {
        var pages = new CorsConfiguration();
        pages.setAllowedOrigins(settings.allowedOrigins());
        pages.setAllowedMethods(List.of("GET", "HEAD", "POST", "PATCH", "DELETE"));
        pages.setAllowedHeaders(List.of("*"));
        pages.setExposedHeaders(List.of("ETag", "Location", "Retry-After"));
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", pages);
        return source;
    }

    private AuthorizationResult decide(Supplier<? extends Authentication> caller, RequestAuthorizationContext context) {
        return new AuthorizationDecision(needed(context.getRequest())
                .map(roles -> hasOneOf(roles, caller.get()))
                .orElse(true));
    }

    private static boolean hasOneOf(Set<Role> roles, Authentication caller) {
        return caller.getAuthorities().stream()
                .anyMatch(granted ->
                        roles.stream().anyMatch(role -> role.authority().equals(granted.getAuthority())));
    }

    private Set<Role> rolesFor(HttpServletRequest request) {
        return needed(request).orElse(Set.of());
    }

    private Optional<Set<Role>> needed(HttpServletRequest request) {
        return rules.needed(HttpMethod.valueOf(request.getMethod()), pathOf(request));
    }

    private boolean isProbe(HttpServletRequest request) {
        return rules.isProbe(HttpMethod.valueOf(request.getMethod()), pathOf(request));
    }

    private static PathContainer pathOf(HttpServletRequest request) {
        return ServletRequestPathUtils.parse(request).pathWithinApplication();
    }
}
