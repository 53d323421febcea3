package io.github.sfnreplay.api;

import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Limits;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Turns a merge patch into a change of limits.
final class PatchReader {

    static final String MERGE_PATCH = "application/merge-patch+json";

    private final BodyReader reader;

    PatchReader(BodyReader reader) {
        this.reader = reader;
    }

    /// @param follow of the replay that is changed
    UnaryOperator<Limits> read(JsonNode patch, Follow follow) {
        var limits = reader.bind(patch, ReplayPatch.class, (body, faults) -> check(body, patch, follow, faults))
                .limits();
        return limits == null ? old -> old : old -> limits.applyTo(old, patch.path("limits"));
    }

    private static void check(ReplayPatch body, JsonNode patch, Follow follow, Faults faults) {
        if (patch.path("limits").isNull()) {
            faults.at("/limits", "cannot be removed; name the limits to be reset, with null");
        }
        if (body.limits() != null) {
            LimitsCheck.checkFollow(body.limits().asRequested(), follow, faults);
        }
    }
}
