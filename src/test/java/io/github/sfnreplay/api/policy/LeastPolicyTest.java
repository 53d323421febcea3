package io.github.sfnreplay.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.stepfunctions.AccessProperties;
import io.github.sfnreplay.stepfunctions.credentials.AccountRole;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Which permissions a configuration needs.
class LeastPolicyTest {

    private static final String ORDERS = "arn:aws:states:eu-west-1:111111111111:stateMachine:orders";
    private static final Map<String, AccountRole> OTHER =
            Map.of("222222222222", new AccountRole("arn:aws:iam::222222222222:role/replay", "an-external-id"));

    @Test
    void isTheDocumentedExampleForOneMachine() throws IOException {
        var json = new JsonMapper();
        var policy = policy(
                        List.of("arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine"), Map.of())
                .own();
        try (var example = LeastPolicyTest.class.getResourceAsStream("/openapi/schema.IamPolicy.json")) {
            assertThat(json.readTree(json.writeValueAsString(policy)))
                    .isEqualTo(json.readTree(Objects.requireNonNull(example)));
        }
    }

    @Test
    void coversVersionsAndAliasesOfAPatternOnce() {
        var policy = policy(List.of("arn:aws:states:eu-*:*:stateMachine:orders-*"), Map.of());

        assertThat(resources(policy.own(), "ReadAndStart"))
                .containsExactly("arn:aws:states:eu-*:*:stateMachine:orders-*");
        assertThat(resources(policy.own(), "ReadRedriveAndStop"))
                .containsExactly("arn:aws:states:eu-*:*:execution:orders-*:*");
    }

    @Test
    void allowsEverythingOnlyWhereNothingIsExcluded() {
        assertThat(resources(policy(null, Map.of()).own(), "ReadAndStart"))
                .containsExactly("arn:aws:states:*:*:stateMachine:*");
    }

    @Test
    void givesEachRoleItsOwnAccountAndTheServiceTheRoles() {
        var policy = policy(
                List.of(
                        ORDERS,
                        "arn:aws:states:*:222222222222:stateMachine:billing",
                        "arn:aws:states:us-east-1:*:stateMachine:x*"),
                OTHER);

        assertThat(resources(policy.own(), "AssumeRoles")).containsExactly("arn:aws:iam::222222222222:role/replay");
        assertThat(resources(policy.own(), "ReadAndStart"))
                .containsExactly(ORDERS, ORDERS + ":*", "arn:aws:states:us-east-1:*:stateMachine:x*");
        assertThat(resources(policy.of("222222222222"), "ReadAndStart"))
                .containsExactly(
                        "arn:aws:states:*:222222222222:stateMachine:billing",
                        "arn:aws:states:*:222222222222:stateMachine:billing:*",
                        "arn:aws:states:us-east-1:222222222222:stateMachine:x*");
        assertThat(policy.own().toString()).doesNotContain("an-external-id");
    }

    @Test
    void needsNothingButTheRoleWhereAllMachinesAreElsewhere() {
        var policy = policy(List.of("arn:aws:states:*:222222222222:stateMachine:billing"), OTHER);

        assertThat(policy.own().statement())
                .extracting(IamPolicy.Statement::sid)
                .containsExactly("AssumeRoles");
    }

    private static LeastPolicy policy(@Nullable List<String> allowed, Map<String, AccountRole> accounts) {
        return new LeastPolicy(new AccessProperties(allowed, accounts));
    }

    private static List<String> resources(IamPolicy policy, String sid) {
        return policy.statement().stream()
                .filter(statement -> statement.sid().equals(sid))
                .flatMap(statement -> statement.resource().stream())
                .toList();
    }
}
