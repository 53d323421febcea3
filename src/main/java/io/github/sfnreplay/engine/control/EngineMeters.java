package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Counts for the operator what the engine starts and how that ends.
@Component
public final class EngineMeters {

    private final MeterRegistry registry;

    EngineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// A start or redrive was tried to its end.
    public void submitted(Item item) {
        var result = item.state() == ItemState.RUNNING || item.state() == ItemState.STARTED
                ? item.run().adopted() ? "adopted" : item.run().redriven() ? "redriven" : "started"
                : name(item.state());
        registry.counter("sfn.replay.starts", "result", result).increment();
    }

    /// A followed execution ended.
    public void ended(ItemState state) {
        registry.counter("sfn.replay.outcomes", "state", name(state)).increment();
    }

    /// A replay came to its end.
    public void finished(String state) {
        registry.counter("sfn.replay.replays", "state", state.toLowerCase(Locale.ROOT))
                .increment();
    }

    /// How many replays run, and how many wait.
    public void watch(Supplier<Number> running, Supplier<Number> waiting) {
        Gauge.builder("sfn.replay.running", running).register(registry);
        Gauge.builder("sfn.replay.waiting", waiting).register(registry);
    }

    private static String name(ItemState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
