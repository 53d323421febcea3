package io.github.sfnreplay.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.github.sfnreplay.SfnReplayApplication;
import io.github.sfnreplay.api.caller.Role;
import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/// The service in one of its modes, on a simulator, with a caller for each role who is named like it.
final class Guarded implements AutoCloseable {

    static final String PASSWORD = "correct horse battery staple";

    private static final String ENCODED = "{bcrypt}" + new BCryptPasswordEncoder(10).encode(PASSWORD);
    private static final RSAKey KEY = newKey();

    private final SecurityMode mode;
    private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());
    private final @Nullable HttpServer issuer;
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();

    private Guarded(SecurityMode mode, List<String> settings) {
        this.mode = mode;
        this.issuer = mode == SecurityMode.JWT ? issuer() : null;
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--sfn-replay.aws.endpoint=" + simulator.endpoint()));
        settings.forEach(setting -> arguments.add("--" + setting));
        if (mode == SecurityMode.BASIC) {
            arguments.addAll(users());
        }
        if (issuer != null) {
            arguments.add("--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:"
                    + issuer.getAddress().getPort() + "/jwks");
        }
        this.context = new SpringApplicationBuilder(SfnReplayApplication.class).run(arguments.toArray(String[]::new));
    }

    static Guarded in(SecurityMode mode, String... settings) {
        return new Guarded(mode, List.of(settings));
    }

    private static List<String> users() {
        var users = new ArrayList<String>();
        for (var role : Role.values()) {
            var user = "--sfn-replay.security.users[" + users.size() / 3 + "].";
            users.addAll(List.of(
                    user + "name=" + role.label(), user + "password=" + ENCODED, user + "roles=" + role.label()));
        }
        return users;
    }

    private static HttpServer issuer() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/jwks", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A token that is good for ten minutes.
    static String token(Map<String, ?> claims) {
        return token(KEY, claims, Instant.now().plus(Duration.ofMinutes(10)));
    }

    /// A token whose time is over, clocks that differ by a minute included.
    static String expired(Map<String, ?> claims) {
        return token(KEY, claims, Instant.now().minus(Duration.ofMinutes(5)));
    }

    static String token(RSAKey key, Map<String, ?> claims, Instant expires) {
        try {
            var set = new JWTClaimsSet.Builder().expirationTime(Date.from(expires));
            claims.forEach(set::claim);
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), set.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    Simulator simulator() {
        return simulator;
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /// What the caller of a role sends to show who it is; null for somebody who does not.
    @Nullable
    String credentials(@Nullable Role role) {
        if (role == null) {
            return null;
        }
        return switch (mode) {
            case OPEN -> null;
            case BASIC -> basic(role.label(), PASSWORD);
            case JWT -> "Bearer " + token(Map.of("sub", role.label(), "roles", List.of(role.label())));
        };
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(@Nullable Role role, String method, String path, @Nullable String body) {
        return send(method, path, body, headersOf(credentials(role)));
    }

    private static String[] headersOf(@Nullable String credentials) {
        return credentials == null ? new String[0] : new String[] {"Authorization", credentials};
    }

    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(origin() + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null && Arrays.stream(headers).noneMatch("Content-Type"::equals)) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        context.close();
        simulator.close();
        if (issuer != null) {
            issuer.stop(0);
        }
    }
}
