package io.github.sfnreplay.engine;

import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.ReplayStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Shows the operator how many replays are in which state, and what is still to be done.
@Component
final class EngineGauges implements MeterBinder {

    private static final Set<ReplayState> ACTIVE =
            Arrays.stream(ReplayState.values()).filter(ReplayState::isActive).collect(Collectors.toUnmodifiableSet());

    private final Engine engine;
    private final ReplayStore store;
    private final Pacer pacer;

    EngineGauges(Engine engine, ReplayStore store, Pacer pacer) {
        this.engine = engine;
        this.store = store;
        this.pacer = pacer;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("sfn.replay.running", engine, Engine::running)
                .description("Replays that plan or start executions; those that only follow what runs take no place")
                .register(registry);
        Gauge.builder("sfn.replay.waiting", engine, Engine::waiting)
                .description("Replays that wait for a free place")
                .register(registry);
        for (var state : ReplayState.values()) {
            Gauge.builder("sfn.replay.replays.current", store, kept -> count(kept, state))
                    .description("Replays that are kept, by their state now; PAUSED ones wait for a person")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("sfn.replay.items.open", store, EngineGauges::openItems)
                .description("Items of all active replays that are pending or running")
                .register(registry);
        Gauge.builder("sfn.replay.calls.waiting", pacer, Pacer::waiting)
                .description("Calls that wait for a token of their quota")
                .register(registry);
    }

    private static int count(ReplayStore store, ReplayState state) {
        return store.list(ReplayQuery.in(Set.of(state), Integer.MAX_VALUE)).size();
    }

    private static long openItems(ReplayStore store) {
        return store.list(ReplayQuery.in(ACTIVE, Integer.MAX_VALUE)).stream()
                .mapToLong(replay -> replay.tally().itemCounts().open())
                .sum();
    }
}
