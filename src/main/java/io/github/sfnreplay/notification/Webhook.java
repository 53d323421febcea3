package io.github.sfnreplay.notification;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Posts JSON to one address. With a secret, the header `X-Sfn-Replay-Signature` holds `sha256=` and the hex
/// HMAC-SHA256 of the body. Redirects are not followed, since they could lead anywhere.
final class Webhook implements Receiver, AutoCloseable {

    static final String SIGNATURE = "X-Sfn-Replay-Signature";

    private final HttpClient http;
    private final URI url;
    private final @Nullable String secret;
    private final Duration timeout;

    Webhook(URI url, @Nullable String secret, Duration timeout) {
        this.url = url;
        this.secret = secret;
        this.timeout = timeout;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public int send(byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (secret != null) {
            request.header(SIGNATURE, "sha256=" + signature(secret, body));
        }
        var answer = http.sendAsync(request.build(), BodyHandlers.discarding());
        return within(timeout, answer.thenApply(response -> response.statusCode()));
    }

    /// The timeout of a request ends with the headers of its answer; a body that never ends must not hold us.
    private static int within(Duration timeout, CompletableFuture<Integer> answer)
            throws IOException, InterruptedException {
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        } finally {
            answer.cancel(true);
        }
    }

    static String signature(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
