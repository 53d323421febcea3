package io.github.sfnreplay.security.browser;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Under which addresses a browser may know this service. Only what the browser itself wrote is looked at: headers that
/// a proxy may have written, a page may have written too.
public final class OwnAddresses {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final @Nullable URI publicUrl;
    private final Set<String> allowedOrigins;

    /// @param publicUrl under which people reach the service; null where that is not known
    /// @param allowedOrigins of pages elsewhere that may call
    public OwnAddresses(@Nullable URI publicUrl, Set<String> allowedOrigins) {
        this.publicUrl = publicUrl;
        this.allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /// @param host the header `Host`
    boolean knowsHost(String host) {
        var name = withoutPort(host).toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || (publicUrl != null && name.equalsIgnoreCase(publicUrl.getHost()));
    }

    /// Whether the page of the origin may call.
    ///
    /// @param origin the header `Origin`
    /// @param host the header `Host`; null if there is none
    boolean knowsOrigin(String origin, @Nullable String host) {
        if (allowedOrigins.contains(origin)) {
            return true;
        }
        var from = authority(origin);
        return from != null && (from.equals(ofHost(host, origin)) || from.equals(authority(String.valueOf(publicUrl))));
    }

    boolean allowsOrigin(@Nullable String origin) {
        return origin != null && allowedOrigins.contains(origin);
    }

    private static @Nullable String ofHost(@Nullable String host, String origin) {
        return host == null ? null : authority(origin.startsWith("https:") ? "https://" + host : "http://" + host);
    }

    /// Host and port; null for what is no address.
    private static @Nullable String authority(String address) {
        try {
            var uri = new URI(address);
            if (uri.getHost() == null) {
                return null;
            }
            var standard = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
            return uri.getHost().toLowerCase(Locale.ROOT) + ":" + (uri.getPort() < 0 ? standard : uri.getPort());
        } catch (java.net.URISyntaxException e) {
            return null;
        }
    }

    private static String withoutPort(String host) {
        var colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }
}
