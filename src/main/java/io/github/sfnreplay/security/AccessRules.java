package io.github.sfnreplay.security;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import io.github.sfnreplay.api.caller.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Which role a request needs. The first rule that fits decides; what no rule knows needs `viewer` to be read and
/// `admin`
/// for everything else.
final class AccessRules {

    private static final Set<HttpMethod> READING = Set.of(GET, HEAD, OPTIONS);

    /// Files of the page, the description of the interface, and what errors mean: they hold nobody's data.
    private static final List<String> OPEN = List.of(
            "/",
            "/app/**",
            "/webjars/**",
            "/favicon.svg",
            "/favicon.ico",
            "/swagger-ui.html",
            "/swagger-ui/**",
            "/v3/api-docs",
            "/v3/api-docs.yaml",
            "/v3/api-docs/swagger-config",
            "/problems/{name}");

    private final List<PathPattern> probes;
    private final List<PathPattern> open;
    private final List<PathPattern> actuator;
    private final List<Rule> rules = List.of(
            new Rule(POST, "/replays", Role.OPERATOR),
            new Rule(POST, "/replays/pause-all", Role.ADMIN),
            new Rule(POST, "/replays/{id}/confirm", Role.OPERATOR),
            new Rule(POST, "/replays/{id}/pause", Role.OPERATOR),
            new Rule(POST, "/replays/{id}/resume", Role.OPERATOR),
            new Rule(POST, "/replays/{id}/cancel", Role.OPERATOR),
            new Rule(POST, "/replays/{id}/retry-failed", Role.OPERATOR),
            new Rule(PATCH, "/replays/{id}", Role.OPERATOR),
            new Rule(DELETE, "/replays/{id}", Role.ADMIN),
            new Rule(POST, "/executions/summary", Role.OPERATOR),
            new Rule(POST, "/expressions/evaluate", Role.OPERATOR));

    private record Rule(HttpMethod method, PathPattern path, Role role) {

        Rule(HttpMethod method, String path, Role role) {
            this(method, pattern(path), role);
        }
    }

    /// @param endpoints base path of the actuator
    /// @param server what comes before it on a port of its own; empty for nothing
    AccessRules(String endpoints, String server) {
        if (endpoints.replace("/", "").isEmpty()) {
            throw new UnsafeSettingsException(
                    "management.endpoints.web.base-path is the root, so that endpoints of the actuator could not be told"
                            + " from replays.",
                    "Leave it out, or set management.endpoints.web.base-path=/actuator, for example.");
        }
        var actuatorBase = server + endpoints;
        this.probes = patterns(List.of(actuatorBase + "/health/liveness", actuatorBase + "/health/readiness"));
        this.actuator = patterns(List.of(actuatorBase, actuatorBase + "/**"));
        this.open = patterns(OPEN);
    }

    /// Whether the request asks for a probe, which is answered to anybody and under any host name.
    boolean isProbe(HttpMethod method, PathContainer path) {
        return READING.contains(method) && fits(probes, path);
    }

    /// The roles of which a caller needs one; nothing where nobody has to sign in.
    Optional<Set<Role>> needed(HttpMethod method, PathContainer path) {
        var reads = READING.contains(method);
        if (reads && (fits(probes, path) || fits(open, path))) {
            return Optional.empty();
        }
        if (fits(actuator, path)) {
            return Optional.of(reads ? Set.of(Role.MONITOR, Role.ADMIN) : Set.of(Role.ADMIN));
        }
        return Optional.of(Set.of(reads ? Role.VIEWER : changing(method, path)));
    }

    private Role changing(HttpMethod method, PathContainer path) {
        return rules.stream()
                .filter(rule -> rule.method().equals(method) && rule.path().matches(path))
                .map(Rule::role)
                .findFirst()
                .orElse(Role.ADMIN);
    }

    private static boolean fits(List<PathPattern> patterns, PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static List<PathPattern> patterns(List<String> paths) {
        return paths.stream().map(AccessRules::pattern).toList();
    }

    private static PathPattern pattern(String path) {
        return PathPatternParser.defaultInstance.parse(path);
    }
}
