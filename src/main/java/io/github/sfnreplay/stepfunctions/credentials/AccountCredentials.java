package io.github.sfnreplay.stepfunctions.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.sfnreplay.stepfunctions.credentials.SecurityTokens.StsEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// Gives the calls to each account their credentials: those of the role that is configured for it, else the service's
/// own. Where any account is configured, the own ones are used for their own account only.
public final class AccountCredentials implements SdkAutoCloseable {

    /// What lines of the log carry, too: the replay that the thread works for.
    private static final String REPLAY = "replayId";

    /// Nothing else gets into the name of a session.
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{1,40}");

    private static final String SESSION = "sfn-replay";

    /// Longer than a session of an hour lasts: what is not used for so long would have to be fetched anew anyway.
    private static final Duration KEPT = Duration.ofHours(2);

    /// As many replays as are kept by default.
    private static final int MAX_SESSIONS = 1_000;

    private record Key(String account, String session) {}

    private final Map<String, AccountRole> roles;
    private final AwsCredentialsProvider own;
    private final @Nullable SecurityTokens tokens;
    private final Cache<Key, StsAssumeRoleCredentialsProvider> sessions = Caffeine.newBuilder()
            .maximumSize(MAX_SESSIONS)
            .expireAfterAccess(KEPT)
            .build();
    private final OwnAccount ownAccount;

    private AccountCredentials(
            Map<String, AccountRole> roles, AwsCredentialsProvider own, @Nullable SecurityTokens tokens) {
        this.roles = Map.copyOf(roles);
        this.own = own;
        this.tokens = tokens;
        this.ownAccount = new OwnAccount(region -> asked(
                "GetCallerIdentity",
                () -> tokens().in(region).getCallerIdentity().account()));
    }

    /// The service's own credentials, whatever the account: AWS itself refuses those of another.
    public static AccountCredentials ownOnly(AwsCredentialsProvider own) {
        return new AccountCredentials(Map.of(), own, null);
    }

    /// The credentials that the settings name.
    ///
    /// @param roles by account; empty for the own credentials only
    /// @param own credentials of the service
    /// @param blankEndpoint whether the SDK's setting for the endpoint of STS is there but empty
    /// @param endpoint of STS; null for AWS's own
    public static AccountCredentials of(
            Map<String, AccountRole> roles,
            AwsCredentialsProvider own,
            Duration callTimeout,
            boolean blankEndpoint,
            @Nullable URI endpoint) {
        return roles.isEmpty()
                ? ownOnly(own)
                : new AccountCredentials(
                        roles, own, new SecurityTokens(own, callTimeout, new StsEndpoint(blankEndpoint, endpoint)));
    }

    /// The credentials for calls to an account in a Region, fetched and renewed when a call needs them.
    ///
    /// @param account 12 digits; empty for the account of the own credentials
    public AwsCredentialsProvider of(String account, String region) {
        var role = roles.get(account);
        if (role != null) {
            return () -> asked(
                    "AssumeRole of " + role.roleArn(),
                    () -> session(account, region, role).resolveCredentials());
        }
        if (roles.isEmpty() || account.isEmpty()) {
            return own;
        }
        return () -> {
            ownAccount.require(account, region);
            return own.resolveCredentials();
        };
    }

    private StsAssumeRoleCredentialsProvider session(String account, String region, AccountRole role) {
        var name = sessionName(MDC.get(REPLAY));
        return sessions.get(
                new Key(account, name),
                key -> StsAssumeRoleCredentialsProvider.builder()
                        .stsClient(tokens().in(region))
                        .refreshRequest(request -> request.roleArn(role.roleArn())
                                .roleSessionName(name)
                                .externalId(role.externalId()))
                        .build());
    }

    private SecurityTokens tokens() {
        return Objects.requireNonNull(tokens, "only where an account is configured");
    }

    private static String sessionName(@Nullable String replayId) {
        return replayId != null && ID.matcher(replayId).matches() ? SESSION + "-" + replayId : SESSION;
    }

    /// What STS refuses for good is told by its own words; all else is for the caller to sort.
    private static <T> T asked(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException refused) {
            if (refused.statusCode() >= 500 || refused.isThrottlingException()) {
                throw refused;
            }
            var details = refused.awsErrorDetails();
            var code = details == null ? "HTTP " + refused.statusCode() : details.errorCode();
            throw new RefusedCredentialsException(code, what + " was refused: " + code);
        }
    }

    @Override
    public void close() {
        sessions.asMap().values().forEach(SdkAutoCloseable::close);
        if (tokens != null) {
            tokens.close();
        }
        if (own instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
