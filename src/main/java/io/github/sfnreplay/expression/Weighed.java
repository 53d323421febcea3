package io.github.sfnreplay.expression;

/// A container whose weight (values and characters in it, at any depth) was counted while it was read.
sealed interface Weighed permits JsonObject, JsonArray {

    long weight();

    void gain(long more);
}
