package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/// Counts for the operator what the engine starts and how that ends.
@Component
public final class EngineMeters {

    private final MeterRegistry registry;

    public EngineMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// A start or redrive was tried to its end.
    public void submitted(Item item) {
        var result = item.state() == ItemState.RUNNING || item.state() == ItemState.STARTED
                ? item.run().adopted() ? "adopted" : item.run().redriven() ? "redriven" : "started"
                : name(item.state());
        count("sfn.replay.starts", "Starts and redrives that were tried to their end", "result", result);
    }

    /// A followed execution ended.
    public void ended(ItemState state) {
        count("sfn.replay.outcomes", "Followed executions that ended", "state", name(state));
    }

    /// A replay came to its end.
    public void finished(String state) {
        count("sfn.replay.replays", "Replays that came to their end", "state", state.toLowerCase(Locale.ROOT));
    }

    private void count(String name, String description, String tag, String value) {
        Counter.builder(name)
                .description(description)
                .tag(tag, value)
                .register(registry)
                .increment();
    }

    private static String name(ItemState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
