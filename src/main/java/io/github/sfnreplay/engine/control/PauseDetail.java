package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.StateReason;

/// Says to a person why a replay has paused by itself after what had ended, and what to do.
final class PauseDetail {

    private PauseDetail() {}

    static String of(StateReason reason) {
        return switch (reason) {
            case CANARY_FAILED -> "Not every canary succeeded. Look at failureGroups, then resume or cancel.";
            case CANARY_PASSED -> "All canaries succeeded. Look at what they did, then resume or cancel.";
            default ->
                "More items have failed than limits.toleratedFailurePercentage allows. Look at failureGroups, then"
                        + " resume or cancel.";
        };
    }
}
