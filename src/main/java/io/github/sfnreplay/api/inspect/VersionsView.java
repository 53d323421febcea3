package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.replay.ExecutionInspector.Qualifier;
import io.github.sfnreplay.replay.ExecutionInspector.Qualifiers;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/// The versions and aliases of a machine, newest first.
@Schema(name = "StateMachineVersions")
public record VersionsView(List<VersionView> versions, List<VersionView> aliases) {

    /// A version or an alias.
    @Schema(name = "StateMachineVersion")
    record VersionView(
            @Schema(description = "With the version or alias: can be source or target.")
            StateMachineArn stateMachineArn,

            Instant createdAt) {

        static VersionView of(Qualifier qualifier) {
            return new VersionView(qualifier.arn(), qualifier.createdAt());
        }
    }

    static VersionsView of(Qualifiers qualifiers) {
        return new VersionsView(
                qualifiers.versions().stream().map(VersionView::of).toList(),
                qualifiers.aliases().stream().map(VersionView::of).toList());
    }
}
