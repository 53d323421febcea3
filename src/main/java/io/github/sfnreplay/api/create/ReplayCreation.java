package io.github.sfnreplay.api.create;

import io.github.sfnreplay.api.caller.Caller;
import io.github.sfnreplay.api.caller.Role;
import io.github.sfnreplay.api.request.ReplayRequest;
import io.github.sfnreplay.replay.IdempotencyKeys;
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

    /// A key belongs to who sends it: the same key of somebody else is another.
    private Replay create(ReplaySpec spec, @Nullable String key, String content) {
        var caller = Caller.current();
        if (spec.inputTransform() != null) {
            caller.require(Role.EDITOR, "A replay that changes inputs (inputTransform)");
        }
        return key == null
                ? create(spec, caller.name())
                : keys.once(caller.name() + ' ' + key, content, () -> create(spec, caller.name()));
    }

    private Replay create(ReplaySpec spec, String requestedBy) {
        var replay = replays.create(spec, requestedBy);
        resumeLine.log(replay);
        return replay;
    }
}
