package io.github.sfnreplay.stepfunctions;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The ARN of a state machine, of one of its versions or of one of its aliases.
///
/// @param qualifier the version number or the alias; null for the machine itself
public record StateMachineArn(
        String partition,
        String region,
        String accountId,
        String name,
        @Nullable String qualifier) {

    private static final String EXPECTED =
            "arn:<aws|aws-cn|aws-us-gov>:states:<region>:<12-digit account>:stateMachine:<name>[:<version or alias>]";
    private static final Pattern QUALIFIER = Pattern.compile("[1-9]\\d{0,18}|(?=.*[a-zA-Z_.-])[a-zA-Z0-9_.-]{1,80}");

    /// Parses the ARN, or says in an [IllegalArgumentException] what was expected and where it broke.
    public static StateMachineArn parse(String text) {
        var parts = Arns.split(text, "stateMachine", EXPECTED);
        var colon = parts[6].indexOf(':');
        var name = colon < 0 ? parts[6] : parts[6].substring(0, colon);
        var qualifier = colon < 0 ? null : parts[6].substring(colon + 1);
        if (name.indexOf('/') >= 0 || (qualifier != null && qualifier.indexOf('/') >= 0)) {
            throw Arns.refused(text, EXPECTED, "children of a map run cannot be replayed; name their state machine");
        }
        if (!Arns.isName(name)) {
            throw Arns.refused(text, EXPECTED, "the name must have 1 to 80 of the characters AWS allows");
        }
        if (qualifier != null && !QUALIFIER.matcher(qualifier).matches()) {
            throw Arns.refused(text, EXPECTED, "the version or alias is malformed");
        }
        return new StateMachineArn(parts[1], parts[3], parts[4], name, qualifier);
    }

    /// The machine itself, without version or alias.
    public StateMachineArn unqualified() {
        return qualifier == null ? this : new StateMachineArn(partition, region, accountId, name, null);
    }

    /// The execution of this machine that has the name; versions and aliases share one name space.
    public ExecutionArn execution(String executionName) {
        return new ExecutionArn(partition, region, accountId, name, executionName);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":states:" + region + ":" + accountId + ":stateMachine:" + name
                + (qualifier == null ? "" : ":" + qualifier);
    }
}
