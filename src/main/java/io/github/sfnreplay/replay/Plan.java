package io.github.sfnreplay.replay;

import java.util.List;
import java.util.Map;

/// What was found, and what will happen with it.
///
/// @param planHash `sha256:` and 64 hex digits over the items in their order
/// @param listed executions that AWS listed, or ARNs that were read
/// @param excludedReplays how many of those were left out because replays made them
/// @param matched how many the whole filter selected
/// @param eligible how many of those will be started
/// @param estimatedDurationSeconds at the limits that hold
public record Plan(
        String planHash,
        int listed,
        int excludedReplays,
        int matched,
        int eligible,
        Map<SkipReason, Integer> skippedByReason,
        long estimatedDurationSeconds,
        List<Warning> warnings) {

    /// Something a person should know before it runs.
    ///
    /// @param detail one sentence
    public record Warning(Code code, String detail) {}

    /// What there is to be warned of.
    public enum Code {
        REDRIVE_USES_ORIGINAL_DEFINITION,
        REDRIVE_HAS_NO_LOCK,
        DEFINITION_CHANGED,
        SOURCES_USED_ALIAS_OR_VERSION,
        TARGET_IS_ANOTHER_MACHINE,
        MATCHING_STILL_RUNNING,
        REDRIVE_WINDOW_CLOSING,
        HISTORY_EXPIRING,
        REPLAYED_BEFORE
    }

    public Plan {
        skippedByReason = Map.copyOf(skippedByReason);
        warnings = List.copyOf(warnings);
    }
}
