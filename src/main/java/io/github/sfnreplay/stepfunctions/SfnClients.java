package io.github.sfnreplay.stepfunctions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.stepfunctions.credentials.AccountCredentials;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// The SDK's clients, one per account and Region, made when first needed; connections and threads are shared.
final class SfnClients implements AutoCloseable {

    /// More than the workers of all replays, so that the pool never holds a call back.
    private static final int MAX_CONNECTIONS = 1_024;

    /// A connection within AWS takes milliseconds; one that takes longer is retried sooner than waited for.
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /// The pool is larger than the number of calls, so that waiting for it means something is wrong.
    private static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(1);

    /// Shorter than the 20 s and more after which endpoints close an idle connection.
    private static final Duration MAX_IDLE = Duration.ofSeconds(10);

    private record Key(String accountId, String region) {}

    private final Duration callTimeout;
    private final @Nullable URI endpoint;
    private final Endpoints.Settings settings;
    private final AccountCredentials accounts;
    private final DateReader dates;
    private final SdkHttpClient http;
    private final ScheduledThreadPoolExecutor timeouts;
    private final Cache<Key, SfnClient> clients =
            Caffeine.newBuilder().maximumSize(1_000).build();

    /// @param accounts where the credentials come from, unless the properties name an endpoint
    /// @param clock shown the dates of all answers
    SfnClients(GatewayProperties properties, Endpoints.Settings settings, AccountCredentials accounts, AwsClock clock) {
        var url = properties.aws().endpoint();
        this.callTimeout = properties.callTimeout();
        this.endpoint = url == null ? null : Endpoints.url("sfn-replay.aws.endpoint", url.toString());
        this.settings = settings;
        this.dates = new DateReader(clock);
        this.accounts = endpoint == null ? accounts : AccountCredentials.ownOnly(madeUp());
        this.http = httpClient();
        this.timeouts = new ScheduledThreadPoolExecutor(
                2, Thread.ofPlatform().name("sfn-call-timeout-", 0).daemon().factory());
        this.timeouts.setRemoveOnCancelPolicy(true);
    }

    /// The client for an account and Region; one more costs no connections and no threads.
    SfnClient get(String accountId, String region) {
        return clients.get(new Key(accountId, region), this::build);
    }

    /// What the answers to all calls tell of AWS's time.
    AwsClock clock() {
        return dates.clock();
    }

    private SfnClient build(Key key) {
        return build(SfnClient.builder(), key.accountId(), key.region(), settings, SfnClient.serviceMetadata());
    }

    /// Builds a client, also of another service, with the credentials, connections and time limits of all others.
    ///
    /// @param own what the settings of the SDK say about the endpoint of that service
    <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C build(
            B builder, String accountId, String regionName, Endpoints.Settings own, ServiceMetadata service) {
        var region = Region.of(regionName);
        builder.region(region)
                .credentialsProvider(new NamedFaults(accounts.of(accountId, regionName)))
                .overrideConfiguration(override())
                .httpClient(http);
        try {
            if (endpoint != null) {
                builder.endpointOverride(endpoint).fipsEnabled(false).dualstackEnabled(false);
            } else if (own.blank()) {
                builder.endpointOverride(withoutBlankSettings(region, own, service));
            }
            return builder.build();
        } catch (RuntimeException refused) {
            throw new StepFunctionsException(
                    Kind.REJECTED,
                    "InvalidAwsSettings",
                    "The AWS settings cannot be used for Region " + region + ": " + refused.getMessage(),
                    false,
                    null);
        }
    }

    /// Where the calls would go if the empty endpoint setting were not set.
    private static URI withoutBlankSettings(Region region, Endpoints.Settings own, ServiceMetadata service) {
        var url = own.url();
        return url != null ? url : URI.create("https://" + service.endpointFor(region));
    }

    /// Whether an endpoint of our own property stands in for AWS.
    boolean isStandIn() {
        return endpoint != null;
    }

    private ClientOverrideConfiguration override() {
        var override = ClientOverrideConfiguration.builder()
                .retryStrategy(DefaultRetryStrategy.doNotRetry())
                .apiCallTimeout(callTimeout)
                .addExecutionInterceptor(dates)
                .scheduledExecutorService(timeouts);
        if (endpoint != null) {
            override.defaultProfileFile(ProfileFile.aggregator().build());
        }
        return override.build();
    }

    private SdkHttpClient httpClient() {
        var builder = Apache5HttpClient.builder()
                .maxConnections(MAX_CONNECTIONS)
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(ACQUIRE_TIMEOUT)
                .connectionMaxIdleTime(MAX_IDLE)
                .socketTimeout(callTimeout)
                .tcpKeepAlive(true);
        if (endpoint != null) {
            builder.proxyConfiguration(ProxyConfiguration.builder()
                    .useSystemPropertyValues(false)
                    .useEnvironmentVariableValues(false)
                    .build());
        }
        return builder.build();
    }

    private static AwsCredentialsProvider madeUp() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create("sfn-replay", "sfn-replay"));
    }

    @Override
    public void close() {
        clients.asMap().values().forEach(SdkAutoCloseable::close);
        http.close();
        timeouts.shutdownNow();
        accounts.close();
    }
}
