package io.github.sfnreplay.api;

import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.ReplayEngine;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.ReplaySpec;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An engine that runs nothing: tests move the replays themselves.
public class FakeEngine implements ReplayEngine {

    private final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();

    /// The next check is refused.
    public void refuse(Fault.Kind kind) {
        refusal.set(new ReplayException(new Fault(kind, "refused by the test")));
    }

    /// The next check fails as nobody foresaw.
    public void fail(String secret) {
        refusal.set(new IllegalStateException(secret));
    }

    @Override
    public EffectiveLimits check(ReplaySpec spec) {
        var refused = refusal.getAndSet(null);
        if (refused != null) {
            throw refused;
        }
        return effectiveLimits(spec);
    }

    @Override
    public EffectiveLimits effectiveLimits(ReplaySpec spec) {
        var asked = spec.limits();
        var concurrency = asked.maxConcurrency() == null ? Integer.valueOf(1_000) : asked.maxConcurrency();
        return new EffectiveLimits(
                asked.startsPerSecond() == null ? 50 : asked.startsPerSecond(),
                spec.follow() == Follow.NONE ? null : concurrency,
                15);
    }

    @Override
    public void wake(String id) {}
}
