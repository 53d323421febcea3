package io.github.sfnreplay.stepfunctions;

import org.jspecify.annotations.Nullable;

/// What a state machine does, at some moment.
///
/// @param revision changes with the definition and with the role; null for the first one, and where AWS does not tell
/// @param text in the Amazon States Language; null where AWS does not tell
public record Definition(
        @Nullable String revision, @Nullable String text) {}
