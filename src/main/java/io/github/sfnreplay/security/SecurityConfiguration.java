package io.github.sfnreplay.security;

import io.github.bucket4j.TimeMeter;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.replay.SecondPerson;
import io.github.sfnreplay.security.browser.OwnAddresses;
import io.github.sfnreplay.security.refusal.Refusals;
import io.github.sfnreplay.security.signin.FailedSignIns;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import tools.jackson.databind.json.JsonMapper;

/// Puts the guards in front of the HTTP interface. In every mode they are one chain, the actuator's too where it has a
/// port of its own.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /// Does not start with settings that guard less than they seem to.
    @Bean
    SecurityMode securityMode(
            SecuritySettings settings,
            OAuth2ResourceServerProperties tokens,
            ServerProperties server,
            Environment environment) {
        var listeners = new ArrayList<SecurityCheck.Listener>();
        listeners.add(new SecurityCheck.Listener("server.address", server.getAddress()));
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
            listeners.add(new SecurityCheck.Listener(
                    "management.server.address",
                    environment.getProperty("management.server.address", InetAddress.class)));
        }
        var jwt = tokens.getJwt();
        var hasTokens = jwt.getIssuerUri() != null || jwt.getJwkSetUri() != null || jwt.getPublicKeyLocation() != null;
        return SecurityCheck.mode(settings, hasTokens, listeners);
    }

    @Bean
    SecondPerson secondPerson(SecuritySettings settings) {
        var above = settings.confirmByAnotherAbove();
        return above == null ? SecondPerson.NEVER : new SecondPerson(above);
    }

    @Bean
    AccessRules accessRules(Environment environment) {
        return new AccessRules(
                environment.getProperty("management.endpoints.web.base-path", "/actuator"),
                environment.getProperty("management.server.base-path", ""));
    }

    @Bean
    Refusals refusals(JsonMapper mapper) {
        return new Refusals(mapper);
    }

    @Bean
    FailedSignIns failedSignIns(SecuritySettings settings) {
        return new FailedSignIns(settings.failedSignInsPerMinute(), TimeMeter.SYSTEM_NANOTIME);
    }

    @Bean
    OwnAddresses ownAddresses(Environment environment, SecuritySettings settings) {
        return new OwnAddresses(
                environment.getProperty("sfn-replay.public-url", URI.class), Set.copyOf(settings.allowedOrigins()));
    }

    @Bean
    SecurityFilterChain guards(HttpSecurity http, SecurityMode mode, SignInWays ways, CommonGuards guards) {
        guards.apply(http, mode);
        switch (mode) {
            case OPEN -> ways.open(http);
            case BASIC -> ways.passwords(http);
            case JWT -> ways.tokens(http);
        }
        return http.build();
    }

    /// Lets through what Tomcat takes and the controllers answer themselves; a path that could be read in two ways
    /// stays
    /// refused.
    @Bean
    HttpFirewall httpFirewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowedHeaderNames(name -> true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterNames(name -> true);
        firewall.setAllowedParameterValues(value -> true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejectedRequests(Refusals refusals) {
        return (request, response, refused) -> refusals.answer(
                request,
                response,
                ProblemType.BAD_REQUEST,
                "The path is malformed. Send it without double slashes, encoded slashes and the like.",
                Map.of());
    }
}
