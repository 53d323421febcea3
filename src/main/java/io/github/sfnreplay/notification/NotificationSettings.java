package io.github.sfnreplay.notification;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where and how to notify; nothing is sent without a `url`.
///
/// @param url of the webhook: https, or http on a loopback address
/// @param secret signs each body with HMAC-SHA256; null for no signature
/// @param environment a name that tells several installations apart, such as `production`
/// @param timeout of one attempt
/// @param retryFor how long a notification is retried before it is given up
@ConfigurationProperties("sfn-replay.notification")
record NotificationSettings(
        @Nullable URI url,
        @Nullable String secret,
        @Nullable String environment,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("1h") Duration retryFor) {

    NotificationSettings {
        url = url == null || url.toString().isBlank() ? null : url;
        secret = secret == null || secret.isBlank() ? null : secret;
        if (url != null && !isAllowed(url)) {
            throw new IllegalArgumentException(
                    "sfn-replay.notification.url must begin with https://, or with http:// on a"
                            + " loopback address, for example https://hooks.example.com/services/T000/B000");
        }
    }

    private static boolean isAllowed(URI url) {
        var host = url.getHost();
        if (host == null) {
            return false;
        }
        return "https".equalsIgnoreCase(url.getScheme())
                || ("http".equalsIgnoreCase(url.getScheme()) && isLoopback(host));
    }

    /// Names are not looked up, apart from the one that always means this machine.
    private static boolean isLoopback(String host) {
        try {
            return host.equalsIgnoreCase("localhost")
                    || (host.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]")
                            && InetAddress.getByName(host).isLoopbackAddress());
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /// The address may hold a token and the secret is one: neither is shown.
    @Override
    public String toString() {
        return "NotificationSettings[url=" + (url == null ? "none" : url.getScheme() + "://" + url.getHost() + "/…")
                + ", environment=" + environment + "]";
    }
}
