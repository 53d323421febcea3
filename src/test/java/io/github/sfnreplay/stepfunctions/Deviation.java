package io.github.sfnreplay.stepfunctions;

/// What an endpoint does otherwise than AWS, so that the part of the contract that concerns it is left out.
enum Deviation {
    NO_REDRIVE,
    LISTS_BY_START_DATE,
    REWRITES_INPUT,
    NO_NAME_RULES,
    NO_INPUT_RULES,
    NO_TOKEN_CHECK,
    NO_QUALIFIERS
}
