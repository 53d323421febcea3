package io.github.sfnreplay.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/// AWS's Security Token Service, as far as roles and the caller's account go, on a loopback port.
public final class FakeSts implements AutoCloseable {

    private final HttpServer server;
    private final String account;
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private final Queue<Instant> expirations = new ConcurrentLinkedQueue<>();
    private volatile String refusal = "";
    private volatile int status = 403;

    /// @param account that all credentials belong to
    public FakeSts(String account) throws IOException {
        this.account = account;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// When the credentials of the next answers expire; an hour from now when there is no other.
    public void expiring(Instant... next) {
        expirations.addAll(List.of(next));
    }

    /// Refuses from now on.
    public void refuse(int withStatus, String error) {
        status = withStatus;
        refusal = error;
    }

    /// The parameters of the requests for one action.
    public List<Map<String, String>> requests(String action) {
        return requests.stream()
                .filter(request -> action.equals(request.get("Action")))
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(Arrays.stream(form.split("&", -1))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1]))));
            var answer = refusal.isEmpty() ? accepted(form) : """
                    <ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>no</Message></Error>
                    <RequestId>1</RequestId></ErrorResponse>""".formatted(refusal);
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/xml");
            exchange.sendResponseHeaders(refusal.isEmpty() ? 200 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String accepted(String form) {
        if (form.contains("Action=GetCallerIdentity")) {
            return """
                    <GetCallerIdentityResponse><GetCallerIdentityResult><Account>%s</Account>
                    </GetCallerIdentityResult></GetCallerIdentityResponse>""".formatted(account);
        }
        var expiration = expirations.isEmpty() ? Instant.now().plusSeconds(3_600) : expirations.remove();
        return """
                <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASSUMED%d</AccessKeyId>
                <SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken><Expiration>%s</Expiration>
                </Credentials></AssumeRoleResult></AssumeRoleResponse>""".formatted(requests("AssumeRole").size(), expiration);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
