package io.github.sfnreplay.chaos;

import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One replay, what goes wrong with it, and what its client does meanwhile: all of it follows from a seed.
///
/// @param replayedBefore whether some sources have replays already
/// @param limits of the request, as JSON without braces
record Scenario(
        long seed,
        int items,
        String mode,
        String follow,
        boolean dryRun,
        boolean transforms,
        boolean replayedBefore,
        String limits,
        List<Fault> faults,
        ListingFlaws listings,
        List<Step> steps) {

    static final List<String> BAD = List.of("FAILED", "TIMED_OUT", "ABORTED");

    private static final List<String> ALL = List.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED");
    private static final List<FaultKind> DENIALS = List.of(
            FaultKind.ACCESS_DENIED,
            FaultKind.EXPIRED_TOKEN,
            FaultKind.UNRECOGNIZED_CLIENT,
            FaultKind.KMS_ACCESS_DENIED,
            FaultKind.KMS_INVALID_STATE);
    private static final List<FaultKind> OTHERS = Arrays.stream(FaultKind.values())
            .filter(kind -> !DENIALS.contains(kind))
            .toList();
    private static final List<FaultKind> SLOW_DOWNS =
            List.of(FaultKind.THROTTLE, FaultKind.KMS_THROTTLING, FaultKind.EXECUTION_LIMIT_EXCEEDED);
    private static final List<Action> ACTIONS = List.of(
            Action.LIST_EXECUTIONS,
            Action.DESCRIBE_EXECUTION,
            Action.GET_EXECUTION_HISTORY,
            Action.START_EXECUTION,
            Action.REDRIVE_EXECUTION,
            Action.STOP_EXECUTION);

    /// A kind of fault and which calls it strikes how often; no action stands for all.
    record Fault(FaultKind kind, double probability, Duration delay, List<Action> only) {}

    static Scenario of(long seed) {
        var random = new Random(seed);
        var items = 5 + random.nextInt(56);
        var mode = any(random, List.of("START_NEW", "START_NEW", "REDRIVE", "AUTO"));
        var follow = any(random, List.of("NONE", "OUTCOME", "OUTCOME", "OUTPUT"));
        return new Scenario(
                seed,
                items,
                mode,
                follow,
                random.nextInt(4) == 0,
                !mode.equals("REDRIVE") && random.nextInt(4) == 0,
                !mode.equals("REDRIVE") && random.nextInt(3) == 0,
                limits(random, follow, items),
                faults(random),
                new ListingFlaws(
                        Duration.ofMillis(random.nextInt(4) * 400L), random.nextInt(3), 5 + random.nextInt(40)),
                Stream.generate(() -> Step.any(random)).limit(random.nextInt(9)).toList());
    }

    /// The statuses that the filter asks for.
    List<String> statuses() {
        return mode.equals("REDRIVE") || (mode.equals("START_NEW") && seed % 3 == 0) ? BAD : ALL;
    }

    String request(String machine) {
        var statuses = statuses().stream().map(each -> "\"" + each + "\"").collect(Collectors.joining(", "));
        return "{\"stateMachineArn\": \"" + machine + "\", \"filter\": {\"statuses\": [" + statuses + "]}, \"mode\": \""
                + mode + "\", \"follow\": \"" + follow + "\", \"dryRun\": " + dryRun + ", \"limits\": {" + limits + "}"
                + (transforms ? ", \"inputTransform\": \"$merge([$, {'again': true}])\"" : "") + "}";
    }

    FaultPlan faultPlan() {
        var plan = FaultPlan.seeded(seed);
        for (var fault : faults) {
            plan = plan.with(
                    fault.kind(),
                    fault.probability(),
                    fault.delay(),
                    fault.only().toArray(Action[]::new));
        }
        return plan;
    }

    boolean mayPauseBy(String reason) {
        return switch (reason) {
            case "USER_REQUESTED" -> steps.contains(Step.PAUSE);
            case "CANARY_FAILED" -> limits.contains("canary");
            case "FAILURE_THRESHOLD_EXCEEDED" -> limits.contains("toleratedFailurePercentage");
            case "UPSTREAM_ACCESS_DENIED" ->
                steps.contains(Step.DENY) || faults.stream().anyMatch(fault -> DENIALS.contains(fault.kind()));
            case "UPSTREAM_UNAVAILABLE" -> mayBeUnavailable();
            default -> false;
        };
    }

    boolean mayBeUnavailable() {
        return steps.contains(Step.OUTAGE)
                || faults.stream()
                        .anyMatch(fault -> OTHERS.contains(fault.kind()) && !SLOW_DOWNS.contains(fault.kind()));
    }

    private static List<Fault> faults(Random random) {
        var faults = new ArrayList<Fault>();
        for (var left = random.nextInt(6); left > 0; left--) {
            faults.add(new Fault(
                    any(random, OTHERS),
                    random.nextInt(2, 20) / 100.0,
                    Duration.ofMillis(100 + random.nextInt(500)),
                    random.nextBoolean() ? List.of() : List.of(any(random, ACTIONS))));
        }
        if (random.nextInt(5) == 0) {
            faults.add(new Fault(any(random, DENIALS), 0.02, Duration.ZERO, List.of()));
        }
        return faults;
    }

    private static String limits(Random random, String follow, int items) {
        var limits = new ArrayList<String>();
        limits.add("\"startsPerSecond\": " + (20 + random.nextInt(200)));
        if (!follow.equals("NONE")) {
            switch (random.nextInt(5)) {
                case 0 -> limits.add("\"maxConcurrency\": " + (items < 15 ? 1 : 4 + random.nextInt(20)));
                case 1 -> limits.add("\"canary\": " + (1 + random.nextInt(4)));
                case 2 -> limits.add("\"toleratedFailurePercentage\": 20, \"minimumItemsForThreshold\": 5");
                default -> {}
            }
        }
        return String.join(", ", limits);
    }

    private static <T> T any(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
