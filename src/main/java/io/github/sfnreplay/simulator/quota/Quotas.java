package io.github.sfnreplay.simulator.quota;

import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.Quota;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The token buckets of an account and Region, per action; an action without one is not limited.
///
/// @param perAction the bucket of each action (StartExecution: of STANDARD machines)
/// @param expressStarts the bucket of StartExecution on EXPRESS machines, or null
public record Quotas(Map<Action, Quota> perAction, @Nullable Quota expressStarts) {

    private static final Set<String> BIG_THREE = Set.of("us-east-1", "us-west-2", "eu-west-1");

    public Quotas {
        perAction = Map.copyOf(perAction);
    }

    /// No limits at all.
    public static Quotas off() {
        return new Quotas(Map.of(), null);
    }

    /// The defaults of AWS in that Region.
    public static Quotas of(String region) {
        var big = BIG_THREE.contains(region);
        var starts = big ? new Quota(1_300, 300) : new Quota(800, 150);
        var perAction = new EnumMap<Action, Quota>(Map.of(
                Action.LIST_EXECUTIONS,
                big ? new Quota(200, 5) : new Quota(100, 2),
                Action.DESCRIBE_EXECUTION,
                big ? new Quota(300, 15) : new Quota(250, 10),
                Action.GET_EXECUTION_HISTORY,
                new Quota(400, 20),
                Action.START_EXECUTION,
                starts,
                Action.REDRIVE_EXECUTION,
                starts,
                Action.DESCRIBE_STATE_MACHINE,
                new Quota(200, 20),
                Action.STOP_EXECUTION,
                big ? new Quota(1_000, 200) : new Quota(500, 25),
                Action.LIST_STATE_MACHINES,
                new Quota(100, 5),
                Action.LIST_STATE_MACHINE_VERSIONS,
                new Quota(100, 5),
                Action.LIST_STATE_MACHINE_ALIASES,
                new Quota(100, 5)));
        perAction.put(Action.FILTER_LOG_EVENTS, filtering(region));
        perAction.put(Action.DESCRIBE_LOG_GROUPS, new Quota(10, 10));
        return new Quotas(perAction, new Quota(6_000, 6_000));
    }

    private static Quota filtering(String region) {
        return switch (region) {
            case "us-east-1" -> new Quota(25, 25);
            case "ap-northeast-3", "ap-southeast-3", "ca-west-1", "eu-central-1", "il-central-1" -> new Quota(5, 5);
            default -> new Quota(10, 10);
        };
    }

    /// The same with one bucket replaced.
    public Quotas with(Action action, long capacity, double refillPerSecond) {
        var changed = new EnumMap<Action, Quota>(Action.class);
        changed.putAll(perAction);
        changed.put(action, new Quota(capacity, refillPerSecond));
        return new Quotas(changed, expressStarts);
    }

    /// All capacities and refills multiplied.
    public Quotas scaled(double scale) {
        UnaryOperator<Quota> scaling = quota -> quota.scaled(scale);
        var changed = new EnumMap<Action, Quota>(Action.class);
        perAction.forEach((action, quota) -> changed.put(action, scaling.apply(quota)));
        return new Quotas(changed, expressStarts == null ? null : scaling.apply(expressStarts));
    }
}
