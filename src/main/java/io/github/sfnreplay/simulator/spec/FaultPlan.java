package io.github.sfnreplay.simulator.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Which calls go wrong and how: by chance, from a seed, or a given number of the next calls.
public final class FaultPlan {

    /// Longer than any timeout of a client under test.
    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(30);

    private final Random random;
    private final List<Rule> rules;

    private FaultPlan(Random random, List<Rule> rules) {
        this.random = random;
        this.rules = List.copyOf(rules);
    }

    /// Nothing goes wrong.
    public static FaultPlan none() {
        return seeded(0);
    }

    /// Nothing goes wrong yet; what is added strikes in a sequence that the seed determines.
    public static FaultPlan seeded(long seed) {
        return new FaultPlan(new Random(seed), List.of());
    }

    /// Calls go wrong with that probability; without actions: calls of any action.
    public FaultPlan with(FaultKind kind, double probability, Action... only) {
        return with(kind, probability, DEFAULT_DELAY, only);
    }

    /// As above, for kinds with a delay.
    public FaultPlan with(FaultKind kind, double probability, Duration delay, Action... only) {
        return plus(new Rule(new Fault(kind, delay), Set.of(only), probability, null));
    }

    /// A given number of the next calls go wrong, before anything is left to chance.
    public FaultPlan next(FaultKind kind, int count, Action... only) {
        return next(kind, count, DEFAULT_DELAY, only);
    }

    /// As above, for kinds with a delay.
    public FaultPlan next(FaultKind kind, int count, Duration delay, Action... only) {
        return plus(new Rule(new Fault(kind, delay), Set.of(only), 0, new AtomicInteger(count)));
    }

    private FaultPlan plus(Rule rule) {
        var more = new ArrayList<>(rules);
        more.add(rule);
        return new FaultPlan(random, more);
    }

    /// What happens to this call, or null.
    public @Nullable Fault strike(Action action) {
        if (rules.isEmpty()) {
            return null;
        }
        for (var rule : rules) {
            if (rule.concerns(action) && rule.takesNext()) {
                return rule.fault();
            }
        }
        return byChance(action);
    }

    private @Nullable Fault byChance(Action action) {
        var draw = random.nextDouble();
        for (var rule : rules) {
            if (rule.concerns(action)) {
                draw -= rule.probability();
                if (draw < 0) {
                    return rule.fault();
                }
            }
        }
        return null;
    }

    /// A kind, and for slow and hanging ones how long.
    public record Fault(FaultKind kind, Duration delay) {}

    private record Rule(
            Fault fault,
            Set<Action> only,
            double probability,
            @Nullable AtomicInteger remaining) {

        boolean concerns(Action action) {
            return (only.isEmpty() || only.contains(action)) && fault.kind().concerns(action);
        }

        boolean takesNext() {
            return remaining != null && remaining.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }
    }
}
