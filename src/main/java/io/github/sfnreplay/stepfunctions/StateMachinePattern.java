package io.github.sfnreplay.stepfunctions;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A pattern of state machine ARNs, in which `*` stands for any characters within one segment.
///
/// @param partition one of `aws`, `aws-cn`, `aws-us-gov`: IAM takes no wildcard there either
/// @param region such as `eu-*`
/// @param accountId such as `123456789012` or `*`
/// @param name of the machine, such as `orders-*`
public record StateMachinePattern(String partition, String region, String accountId, String name) {

    /// What a pattern looks like, for a person who has to correct one.
    public static final String EXAMPLE = "arn:aws:states:eu-*:123456789012:stateMachine:orders-*";

    /// Every state machine of the partition that most use.
    public static final StateMachinePattern ALL = new StateMachinePattern("aws", "*", "*", "*");

    private static final Set<String> PARTITIONS = Set.of("aws", "aws-cn", "aws-us-gov");
    private static final Pattern REGION = Pattern.compile("[a-z0-9*-]{1,32}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}|(?=.*\\*)[\\d*]{1,12}");

    /// Parses the pattern, or says in an [IllegalArgumentException] where it broke and what one looks like.
    public static StateMachinePattern parse(String text) {
        var parts = text.strip().split(":", -1);
        if (parts.length == 8) {
            throw refused(text, "leave out the version or alias: it belongs to its state machine");
        }
        if (parts.length != 7 || !parts[0].equals("arn") || !parts[2].equals("states")) {
            throw refused(text, "it is not the ARN of a state machine");
        }
        if (!PARTITIONS.contains(parts[1])) {
            throw refused(text, "the partition must be aws, aws-cn or aws-us-gov");
        }
        if (!REGION.matcher(parts[3]).matches()) {
            throw refused(text, "the Region is malformed");
        }
        if (!ACCOUNT.matcher(parts[4]).matches()) {
            throw refused(text, "the account must be 12 digits, or have a *");
        }
        if (!parts[5].equals("stateMachine")) {
            throw refused(text, "the resource must be a stateMachine");
        }
        if (!Arns.isName(parts[6].replace('*', 'x'))) {
            throw refused(text, "the name must have 1 to 80 of the characters AWS allows, or *");
        }
        return new StateMachinePattern(parts[1], parts[3], parts[4], parts[6]);
    }

    private static IllegalArgumentException refused(String text, String why) {
        var shown = text.length() <= 200 ? text : text.substring(0, 200) + "…";
        return new IllegalArgumentException("'" + shown + "': " + why + "; expected a pattern such as " + EXAMPLE);
    }

    /// Whether the machine fits, whatever its version or alias.
    public boolean matches(StateMachineArn machine) {
        return partition.equals(machine.partition())
                && matches(region, machine.region())
                && matchesAccount(machine.accountId())
                && matches(name, machine.name());
    }

    /// Whether machines of the account can fit.
    public boolean matchesAccount(String account) {
        return matches(accountId, account);
    }

    /// The same for machines of one account.
    public StateMachinePattern in(String account) {
        return new StateMachinePattern(partition, region, account, name);
    }

    /// Dots and all other characters stand for themselves.
    private static boolean matches(String pattern, String text) {
        var regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, text);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":states:" + region + ":" + accountId + ":stateMachine:" + name;
    }
}
