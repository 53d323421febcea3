package io.github.sfnreplay.pacing;

import static io.github.sfnreplay.stepfunctions.Action.DESCRIBE_EXECUTION;
import static io.github.sfnreplay.stepfunctions.Action.DESCRIBE_LOG_GROUPS;
import static io.github.sfnreplay.stepfunctions.Action.DESCRIBE_STATE_MACHINE;
import static io.github.sfnreplay.stepfunctions.Action.DESCRIBE_STATE_MACHINE_FOR_EXECUTION;
import static io.github.sfnreplay.stepfunctions.Action.FILTER_LOG_EVENTS;
import static io.github.sfnreplay.stepfunctions.Action.GET_EXECUTION_HISTORY;
import static io.github.sfnreplay.stepfunctions.Action.LIST_EXECUTIONS;
import static io.github.sfnreplay.stepfunctions.Action.LIST_STATE_MACHINES;
import static io.github.sfnreplay.stepfunctions.Action.LIST_STATE_MACHINE_ALIASES;
import static io.github.sfnreplay.stepfunctions.Action.LIST_STATE_MACHINE_VERSIONS;
import static io.github.sfnreplay.stepfunctions.Action.REDRIVE_EXECUTION;
import static io.github.sfnreplay.stepfunctions.Action.START_EXECUTION;
import static io.github.sfnreplay.stepfunctions.Action.START_EXPRESS_EXECUTION;
import static io.github.sfnreplay.stepfunctions.Action.STOP_EXECUTION;

import io.github.sfnreplay.stepfunctions.Action;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The quotas per Region and action: AWS's defaults, and what the configuration says instead. Source: "Quotas related
/// to API action throttling" of the Step Functions developer guide, and "CloudWatch Logs quotas"
/// of the guide to CloudWatch Logs.
final class Quotas {

    private static final Set<String> LARGE_REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1");

    private static final Map<Action, Quota> IN_LARGE_REGIONS = Map.of(
            LIST_EXECUTIONS, new Quota(200, 5),
            DESCRIBE_EXECUTION, new Quota(300, 15),
            START_EXECUTION, new Quota(1_300, 300),
            REDRIVE_EXECUTION, new Quota(1_300, 300),
            STOP_EXECUTION, new Quota(1_000, 200));

    private static final Map<Action, Quota> ELSEWHERE = Map.of(
            LIST_EXECUTIONS, new Quota(100, 2),
            DESCRIBE_EXECUTION, new Quota(250, 10),
            START_EXECUTION, new Quota(800, 150),
            REDRIVE_EXECUTION, new Quota(800, 150),
            STOP_EXECUTION, new Quota(500, 25));

    private static final Map<Action, Quota> IN_EVERY_REGION = Map.of(
            GET_EXECUTION_HISTORY, new Quota(400, 20),
            START_EXPRESS_EXECUTION, new Quota(6_000, 6_000),
            DESCRIBE_STATE_MACHINE, new Quota(200, 20),
            DESCRIBE_STATE_MACHINE_FOR_EXECUTION, new Quota(200, 20),
            LIST_STATE_MACHINES, new Quota(100, 5),
            LIST_STATE_MACHINE_VERSIONS, new Quota(100, 5),
            LIST_STATE_MACHINE_ALIASES, new Quota(100, 5),
            FILTER_LOG_EVENTS, new Quota(10, 10),
            DESCRIBE_LOG_GROUPS, new Quota(10, 10));

    /// CloudWatch Logs has Regions of its own where it allows more or less; it states a rate and no burst.
    private static final Map<String, Quota> FILTERING_ELSEWHERE = Map.of(
            "us-east-1", new Quota(25, 25),
            "ap-northeast-3", new Quota(5, 5),
            "ap-southeast-3", new Quota(5, 5),
            "ca-west-1", new Quota(5, 5),
            "eu-central-1", new Quota(5, 5),
            "il-central-1", new Quota(5, 5));

    private final Map<String, Map<Action, PacingSettings.CustomQuota>> overrides;

    Quotas(Map<String, Map<Action, PacingSettings.CustomQuota>> overrides) {
        this.overrides = overrides;
    }

    /// The whole quota of the account, before any share is taken.
    Quota of(String region, Action action) {
        var quota = byDefault(region, action);
        for (var override : overrides.entrySet()) {
            var changed = override.getValue().get(action);
            if (changed != null && canonical(override.getKey()).equals(canonical(region))) {
                quota = new Quota(
                        changed.capacity() == null ? quota.capacity() : changed.capacity(),
                        changed.refillPerSecond() == null ? quota.refillPerSecond() : changed.refillPerSecond());
            }
        }
        return quota;
    }

    private static Quota byDefault(String region, Action action) {
        var filtering = action == FILTER_LOG_EVENTS ? FILTERING_ELSEWHERE.get(region) : null;
        var defaults = LARGE_REGIONS.contains(region) ? IN_LARGE_REGIONS : ELSEWHERE;
        return filtering != null
                ? filtering
                : Objects.requireNonNull(defaults.getOrDefault(action, IN_EVERY_REGION.get(action)));
    }

    /// Environment variables can hold neither dashes nor case.
    private static String canonical(String region) {
        return region.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
