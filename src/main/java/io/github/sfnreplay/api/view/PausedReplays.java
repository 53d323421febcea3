package io.github.sfnreplay.api.view;

import java.util.List;

/// What a request to pause everything did.
///
/// @param paused ids of the replays that were not paused already
public record PausedReplays(List<String> paused) {}
