package io.github.sfnreplay.api.policy;

import io.github.sfnreplay.api.policy.IamPolicy.Statement;
import io.github.sfnreplay.stepfunctions.AccessProperties;
import io.github.sfnreplay.stepfunctions.StateMachinePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/// Works out the least policy from the allowed state machines and the accounts.
final class LeastPolicy {

    private static final List<String> ON_MACHINES = List.of(
            "states:DescribeStateMachine",
            "states:ListExecutions",
            "states:ListStateMachineAliases",
            "states:ListStateMachineVersions",
            "states:StartExecution");
    private static final List<String> ON_EXECUTIONS = List.of(
            "states:DescribeExecution",
            "states:DescribeStateMachineForExecution",
            "states:GetExecutionHistory",
            "states:RedriveExecution",
            "states:StopExecution");
    private static final List<String> ON_LOGS = List.of("logs:DescribeLogGroups", "logs:FilterLogEvents");

    private final AccessProperties access;

    LeastPolicy(AccessProperties access) {
        this.access = access;
    }

    /// The accounts that have a role.
    Set<String> accounts() {
        return access.accounts().keySet();
    }

    /// What the service's own credentials need: its own account, and the roles that it assumes.
    IamPolicy own() {
        var roles = access.accounts().values().stream()
                .map(role -> Objects.requireNonNull(role.roleArn()))
                .toList();
        var statements = new ArrayList<>(statements(patterns().stream()
                .filter(pattern -> !accounts().contains(pattern.accountId()))
                .toList()));
        if (!roles.isEmpty()) {
            statements.add(Statement.allowing("AssumeRoles", List.of("sts:AssumeRole"), roles));
        }
        return new IamPolicy(IamPolicy.VERSION, statements);
    }

    /// What the role of the account needs.
    IamPolicy of(String account) {
        return new IamPolicy(
                IamPolicy.VERSION,
                statements(patterns().stream()
                        .filter(pattern -> pattern.matchesAccount(account))
                        .map(pattern -> pattern.in(account))
                        .distinct()
                        .toList()));
    }

    private List<StateMachinePattern> patterns() {
        var patterns = access.allowed().patterns();
        return patterns == null ? List.of(StateMachinePattern.ALL) : patterns;
    }

    private static List<Statement> statements(List<StateMachinePattern> patterns) {
        if (patterns.isEmpty()) {
            return List.of();
        }
        return List.of(
                Statement.allowing("ListStateMachines", List.of("states:ListStateMachines"), List.of("*")),
                Statement.allowing("ReadAndStart", ON_MACHINES, resources(patterns, LeastPolicy::machines)),
                Statement.allowing("ReadRedriveAndStop", ON_EXECUTIONS, resources(patterns, LeastPolicy::executions)),
                Statement.allowing("ReadLogs", ON_LOGS, resources(patterns, LeastPolicy::logs)));
    }

    private static List<String> resources(
            List<StateMachinePattern> patterns, Function<StateMachinePattern, List<String>> of) {
        return patterns.stream().map(of).flatMap(List::stream).distinct().toList();
    }

    /// In IAM a `*` at the end covers the versions and aliases as well.
    private static List<String> machines(StateMachinePattern pattern) {
        var machine = pattern.toString();
        return pattern.name().endsWith("*") ? List.of(machine) : List.of(machine, machine + ":*");
    }

    /// Those of EXPRESS machines are not called one by one.
    private static List<String> executions(StateMachinePattern pattern) {
        return List.of(arn(pattern, "states") + ":execution:" + pattern.name() + ":*");
    }

    /// Which log group a machine writes to is known to AWS only.
    private static List<String> logs(StateMachinePattern pattern) {
        return List.of(arn(pattern, "logs") + ":log-group:*");
    }

    private static String arn(StateMachinePattern pattern, String service) {
        return "arn:" + pattern.partition() + ":" + service + ":" + pattern.region() + ":" + pattern.accountId();
    }
}
