package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.input.BodyReader;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.Limits;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/// Turns a merge patch into a change of limits.
public final class PatchReader {

    public static final String MERGE_PATCH = "application/merge-patch+json";

    private final BodyReader reader;

    public PatchReader(BodyReader reader) {
        this.reader = reader;
    }

    /// Reads the change of limits that a merge patch asks for.
    ///
    /// @param follow of the replay that is changed
    public UnaryOperator<Limits> read(JsonNode patch, Follow follow) {
        var limits = reader.bind(patch, ReplayPatch.class, (body, faults) -> check(body, patch, follow, faults))
                .limits();
        return limits == null ? old -> old : old -> limits.applyTo(old, patch.path("limits"));
    }

    private static void check(ReplayPatch body, JsonNode patch, Follow follow, ValidationErrors faults) {
        if (patch.path("limits").isNull()) {
            faults.at("/limits", "cannot be removed; name the limits to be reset, with null");
        }
        if (body.limits() != null) {
            LimitsCheck.checkFollow(body.limits().asRequested(), follow, faults);
        }
    }
}
