package io.github.sfnreplay.stepfunctions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of a listing.
///
/// @param items may be fewer than asked for, even none, while more pages follow
/// @param nextToken what to send for the next page; null on the last one
public record Page<T>(List<T> items, @Nullable String nextToken) {}
