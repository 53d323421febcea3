package io.github.sfnreplay.simulator.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes and reads ARNs of one account and Region.
public record Arns(String partition, String region, String account) {

    /// A state machine ARN taken apart.
    ///
    /// @param unqualified the ARN of the machine itself
    /// @param qualifier version or alias, or null
    public record MachineRef(String unqualified, @Nullable String qualifier) {}

    /// An execution ARN taken apart.
    public record ExecutionRef(String machineArn, String name) {}

    public String machine(String name) {
        return prefix("stateMachine") + name;
    }

    public String execution(String machine, String name) {
        return prefix("execution") + machine + ":" + name;
    }

    public String express(String machine, String name, String id) {
        return prefix("express") + machine + ":" + name + ":" + id;
    }

    public String logGroup(String name) {
        return "arn:" + partition + ":logs:" + region + ":" + account + ":log-group:" + name + ":*";
    }

    private String prefix(String type) {
        return "arn:" + partition + ":states:" + region + ":" + account + ":" + type + ":";
    }

    public MachineRef readMachine(String arn, Action action) {
        var parts = read(arn, "stateMachine", action);
        if (parts.size() > 8) {
            throw AwsError.invalidArn("Invalid ARN: " + arn);
        }
        if (parts.get(6).contains("/")) {
            throw AwsError.validation("The state machine ARN refers to a Distributed Map state: '" + arn + "'");
        }
        return new MachineRef(String.join(":", parts.subList(0, 7)), parts.size() == 8 ? parts.get(7) : null);
    }

    public ExecutionRef readExecution(String arn, Action action) {
        var parts = read(arn, "execution", action);
        if (parts.size() != 8) {
            throw AwsError.invalidArn("Invalid ARN: " + arn);
        }
        var machine = String.join(":", parts.subList(0, 5)) + ":stateMachine:" + parts.get(6);
        return new ExecutionRef(machine, parts.get(7));
    }

    private List<String> read(String arn, String type, Action action) {
        var parts = List.of(arn.split(":", -1));
        if (parts.size() < 6 || !parts.get(0).equals("arn") || !parts.get(1).startsWith("aws")) {
            throw AwsError.invalidArn("Invalid ARN prefix: " + arn);
        }
        if (!parts.get(2).equals("states")) {
            throw AwsError.invalidArn("Service name not valid in this context: " + parts.get(2));
        }
        if (!parts.get(5).equals(type)) {
            throw AwsError.invalidArn("Resource type not valid in this context: " + parts.get(5));
        }
        if (parts.size() < 7 || parts.contains("")) {
            throw AwsError.invalidArn("Invalid ARN: " + arn);
        }
        if (!parts.get(4).equals(account)) {
            throw AwsError.of(
                    "AccessDeniedException",
                    "User: arn:" + partition + ":iam::" + account
                            + ":user/simulator is not authorized to perform: states:" + action.wireName()
                            + " on resource: " + arn);
        }
        return parts;
    }
}
