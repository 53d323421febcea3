package io.github.sfnreplay.stepfunctions.credentials;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/// The role that is assumed to reach state machines of an account.
///
/// @param roleArn such as `arn:aws:iam::123456789012:role/sfn-replay`
/// @param externalId what the role's trust policy asks for; a secret, null for none
@NamedInterface("access")
public record AccountRole(
        @Nullable String roleArn, @Nullable String externalId) {

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern ROLE =
            Pattern.compile("arn:(?:aws|aws-cn|aws-us-gov):iam::(\\d{12}):role/[\\w+=,.@/-]{1,576}");

    /// As STS takes it.
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    /// Refuses in an [IllegalArgumentException] what cannot be the role of the account.
    public void requireAccount(String account) {
        var property = "sfn-replay.accounts." + account;
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException(property
                    + " is not the name of an account: it must be 12 digits, as in sfn-replay.accounts.123456789012.role-arn"
                    + " (in YAML in quotes)");
        }
        var role = ROLE.matcher(roleArn == null ? "" : roleArn);
        if (!role.matches()) {
            throw new IllegalArgumentException(property + ".role-arn must be the ARN of a role, such as arn:aws:iam::"
                    + account + ":role/sfn-replay, but is " + (roleArn == null ? "missing" : "'" + roleArn + "'"));
        }
        if (!role.group(1).equals(account)) {
            throw new IllegalArgumentException(
                    property + ".role-arn must be a role of that account, such as arn:aws:iam::" + account
                            + ":role/sfn-replay, but is " + roleArn);
        }
        if (externalId != null && !EXTERNAL_ID.matcher(externalId).matches()) {
            throw new IllegalArgumentException(
                    property + ".external-id must have 2 to 1224 of the characters A-Z a-z 0-9 _ + = , . @ : / -");
        }
    }

    /// The external id is a secret between two accounts, and not shown.
    @Override
    public String toString() {
        return "AccountRole[roleArn=" + roleArn + ", externalId=" + (externalId == null ? "none" : "***") + "]";
    }
}
