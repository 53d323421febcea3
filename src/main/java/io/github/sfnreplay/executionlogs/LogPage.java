package io.github.sfnreplay.executionlogs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of events, which may be partly filled or empty although more follow.
///
/// @param events those that could be read, in AWS's order: by time
/// @param unreadable how many could not be read
/// @param nextToken null for the last page
public record LogPage(
        List<ExecutionEvent> events,
        int unreadable,
        @Nullable String nextToken) {}
