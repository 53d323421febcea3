package io.github.sfnreplay.stepfunctions.credentials;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// The clients of AWS's Security Token Service, one per Region, made when first needed.
final class SecurityTokens implements SdkAutoCloseable {

    /// A role is assumed about once an hour for a replay; more at once than there are replays is of no use.
    private static final int MAX_CONNECTIONS = 20;

    private final AwsCredentialsProvider own;
    private final Duration callTimeout;
    private final StsEndpoint endpoint;
    private final SdkHttpClient http;
    private final Map<String, StsClient> clients = new ConcurrentHashMap<>();

    /// Where STS is.
    ///
    /// @param blank whether the setting of the SDK is there but empty, which the SDK would stumble over
    /// @param url of the setting; null for AWS's own
    record StsEndpoint(boolean blank, @Nullable URI url) {}

    /// @param own credentials of the service
    SecurityTokens(AwsCredentialsProvider own, Duration callTimeout, StsEndpoint endpoint) {
        this.own = own;
        this.callTimeout = callTimeout;
        this.endpoint = endpoint;
        this.http = Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .socketTimeout(callTimeout)
                .build();
    }

    StsClient in(String region) {
        return clients.computeIfAbsent(region, this::build);
    }

    private StsClient build(String name) {
        var region = Region.of(name);
        var builder = StsClient.builder()
                .region(region)
                .credentialsProvider(own)
                .httpClient(http)
                .overrideConfiguration(override -> override.apiCallTimeout(callTimeout));
        if (endpoint.url() != null) {
            builder.endpointOverride(endpoint.url());
        } else if (endpoint.blank()) {
            builder.endpointOverride(
                    URI.create("https://" + StsClient.serviceMetadata().endpointFor(region)));
        }
        return builder.build();
    }

    @Override
    public void close() {
        clients.values().forEach(SdkAutoCloseable::close);
        http.close();
    }
}
