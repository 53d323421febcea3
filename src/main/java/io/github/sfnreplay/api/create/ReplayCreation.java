package io.github.sfnreplay.api.create;

import io.github.sfnreplay.api.input.IdempotencyKeys;
import io.github.sfnreplay.api.request.ReplayRequest;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Creates replays, once for each idempotency key, and writes down how to send each request again.
class ReplayCreation {

    private final Replays replays;
    private final IdempotencyKeys keys;
    private final ResumeLine resumeLine;
    private final int defaultMaxItems;

    ReplayCreation(Replays replays, IdempotencyKeys keys, ResumeLine resumeLine, int defaultMaxItems) {
        this.replays = replays;
        this.keys = keys;
        this.resumeLine = resumeLine;
        this.defaultMaxItems = defaultMaxItems;
    }

    /// @param key what makes a repeat harmless; null for none
    Replay create(ReplayRequest request, @Nullable String key) {
        return create(request.toSpec(defaultMaxItems), key, resumeLine.line(request));
    }

    /// @param request whose filter names no executions
    /// @param executions from a file
    Replay create(ReplayRequest request, List<ExecutionArn> executions, @Nullable String key) {
        var content = key == null ? "" : resumeLine.line(request) + ExecutionsDigest.of(executions);
        return create(request.withExecutions(executions).toSpec(defaultMaxItems), key, content);
    }

    private Replay create(ReplaySpec spec, @Nullable String key, String content) {
        return key == null ? create(spec) : keys.once(key, content, () -> create(spec));
    }

    private Replay create(ReplaySpec spec) {
        var replay = replays.create(spec);
        resumeLine.log(replay);
        return replay;
    }
}
