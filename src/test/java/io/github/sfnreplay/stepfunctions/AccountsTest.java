package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sfnreplay.access.FakeSts;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.stepfunctions.credentials.AccountCredentials;
import io.github.sfnreplay.stepfunctions.credentials.AccountRole;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

/// Whose credentials sign the calls to an account, with a fake STS.
class AccountsTest {

    private static final String OWN = "111111111111";
    private static final String OTHER = "222222222222";
    private static final AccountRole ROLE = new AccountRole("arn:aws:iam::222222222222:role/replay", "an-external-id");
    private static final String REPLAY = "01a20f65-bbdc-7ab7-a26f-3c2a1371f411";

    private FakeSts sts;
    private RawEndpoint sfn;
    private SfnClients clients;
    private AwsStepFunctions stepFunctions;

    @BeforeEach
    void begin() throws Exception {
        sts = new FakeSts(OWN);
        sfn = RawEndpoint.answering(200, "{\"type\":\"STANDARD\"}");
        use(Map.of(OTHER, ROLE), sts.url());
    }

    private void use(Map<String, AccountRole> roles, URI stsUrl) {
        var accounts = AccountCredentials.of(roles, Gateways.credentials(), Duration.ofSeconds(5), false, stsUrl);
        var clock = new AwsClock(System::nanoTime, Clock.systemUTC());
        clients = new SfnClients(
                new GatewayProperties(Duration.ofSeconds(5), new GatewayProperties.Aws(null)),
                new Endpoints.Settings(true, sfn.url()),
                accounts,
                clock);
        stepFunctions = new AwsStepFunctions(
                clients, new Calls(new SimpleMeterRegistry(), Clock.systemUTC()), AllowedStateMachines.all());
    }

    @AfterEach
    void end() throws Exception {
        MDC.clear();
        clients.close();
        sfn.close();
        sts.close();
    }

    @Test
    void assumesTheRoleOfAConfiguredAccountUnderTheReplaysName() {
        describe(OTHER);
        MDC.put("replayId", REPLAY);
        describe(OTHER);

        assertThat(sts.requests("AssumeRole"))
                .allSatisfy(request -> assertThat(request)
                        .containsEntry("RoleArn", ROLE.roleArn())
                        .containsEntry("ExternalId", "an-external-id"));
        assertThat(sts.requests("AssumeRole"))
                .extracting(request -> request.get("RoleSessionName"))
                .containsExactly("sfn-replay", "sfn-replay-" + REPLAY);
        assertThat(sfn.requests()).hasSize(2);
        assertThat(signers()).containsExactly("ASSUMED1", "ASSUMED2");
        assertThat(sts.requests("GetCallerIdentity")).isEmpty();
    }

    @Test
    void letsNothingIntoTheSessionsNameThatIsNoId() {
        MDC.put("replayId", "../../../ a replay");
        describe(OTHER);

        assertThat(sts.requests("AssumeRole").getFirst()).containsEntry("RoleSessionName", "sfn-replay");
    }

    /// The SDK takes credentials for expired a minute before they are.
    @Test
    void renewsCredentialsBeforeTheyExpireAndKeepsThemUntilThen() {
        sts.expiring(Instant.now().plusSeconds(30));

        describe(OTHER);
        describe(OTHER);
        describe(OTHER);

        assertThat(signers()).containsExactly("ASSUMED1", "ASSUMED2", "ASSUMED2");
        assertThat(sts.requests("AssumeRole")).hasSize(2);
    }

    @Test
    void usesTheOwnCredentialsForTheOwnAccountOnlyAndAsksOnceWhoseTheyAre() {
        describe(OWN);
        describe(OWN);

        assertThat(signers()).containsExactly("test", "test");
        assertThatExceptionOfType(StepFunctionsException.class)
                .isThrownBy(() -> describe("333333333333"))
                .withMessageContaining("belong to account 111111111111, not to 333333333333")
                .withMessageContaining("sfn-replay.accounts.333333333333.role-arn")
                .matches(refused -> refused.kind() == Kind.DENIED && !refused.isAmbiguous())
                .matches(refused -> refused.errorCode().equals("AccountNotConfigured"));
        assertThat(sts.requests("GetCallerIdentity")).hasSize(1);
        assertThat(sfn.requests()).hasSize(2);
    }

    @Test
    void doesNotAskWhoseTheCredentialsAreWhereNoAccountIsConfigured() {
        clients.close();
        use(Map.of(), sts.url());

        describe("333333333333");

        assertThat(signers()).containsExactly("test");
        assertThat(sts.requests("GetCallerIdentity")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, DENIED, AccessDenied",
        "403, ExpiredToken, DENIED, ExpiredToken",
        "400, Throttling, UNAVAILABLE, CredentialsUnavailable",
        "503, ServiceUnavailable, UNAVAILABLE, CredentialsUnavailable"
    })
    void saysWhyTheRoleCouldNotBeAssumed(int status, String error, Kind kind, String code) {
        sts.refuse(status, error);

        for (var account : List.of(OTHER, OWN)) {
            assertThatExceptionOfType(StepFunctionsException.class)
                    .isThrownBy(() -> describe(account))
                    .withMessageNotContaining("an-external-id")
                    .matches(refused ->
                            refused.kind() == kind && refused.errorCode().equals(code))
                    .matches(refused -> !refused.isAmbiguous());
        }
        assertThat(sfn.requests()).isEmpty();
    }

    private void describe(String account) {
        stepFunctions.describeStateMachine(
                StateMachineArn.parse("arn:aws:states:eu-west-1:" + account + ":stateMachine:orders"));
    }

    /// The access keys that signed the calls to Step Functions.
    private List<String> signers() {
        return sfn.requests().stream()
                .map(request -> request.replaceAll("(?s).*Credential=([^/]+)/.*", "$1"))
                .toList();
    }
}
