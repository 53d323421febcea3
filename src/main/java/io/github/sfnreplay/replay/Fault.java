package io.github.sfnreplay.replay;

import java.util.Map;

/// Why something was refused, or why a replay could not go on.
///
/// @param detail what happened and what to do, for a person
/// @param properties what a program may want to know, by the names of the API
public record Fault(Kind kind, String detail, Map<String, Object> properties) {

    /// The kinds of faults that the domain and the engine know.
    public enum Kind {
        REPLAY_NOT_FOUND,
        STATE_MACHINE_NOT_FOUND,
        STATE_MACHINE_NOT_ALLOWED,
        EXECUTION_NOT_FOUND,
        INVALID_PAGE_TOKEN,
        REPLAY_CONFLICT,
        INVALID_STATE_TRANSITION,
        PLAN_CHANGED,
        SECOND_PERSON_REQUIRED,
        NOTHING_TO_RETRY,
        PRECONDITION_FAILED,
        IDEMPOTENCY_KEY_REUSED,
        STATE_MACHINE_TYPE_NOT_SUPPORTED,
        LOGGING_NOT_SUFFICIENT,
        LOGS_ARE_MASKED,
        MAX_ITEMS_EXCEEDED,
        TOO_MANY_REPLAYS,
        UPSTREAM_ACCESS_DENIED,
        UPSTREAM_ERROR,
        UPSTREAM_THROTTLED,
        SHUTTING_DOWN,
        INTERNAL_ERROR
    }

    public Fault {
        properties = Map.copyOf(properties);
    }

    public Fault(Kind kind, String detail) {
        this(kind, detail, Map.of());
    }
}
