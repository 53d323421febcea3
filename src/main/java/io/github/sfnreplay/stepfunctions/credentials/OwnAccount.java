package io.github.sfnreplay.stepfunctions.credentials;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The account that the service's own credentials belong to, asked for once and when it is first needed.
final class OwnAccount {

    private final UnaryOperator<String> caller;
    private @Nullable String account;

    /// @param caller asks AWS for the 12 digits, in the Region
    OwnAccount(UnaryOperator<String> caller) {
        this.caller = caller;
    }

    /// Refuses another account than that of the credentials.
    ///
    /// @param region where to ask
    synchronized void require(String wanted, String region) {
        if (account == null) {
            account = caller.apply(region);
        }
        if (!account.equals(wanted)) {
            throw new RefusedCredentialsException(
                    "AccountNotConfigured",
                    "The service's own credentials belong to account " + account + ", not to " + wanted
                            + "; set sfn-replay.accounts." + wanted + ".role-arn to a role there, such as arn:aws:iam::"
                            + wanted + ":role/sfn-replay");
        }
    }
}
