package io.github.sfnreplay.expression.json;

/// A container whose weight (values and characters in it, at any depth) was counted while it was read.
public sealed interface SizedJson permits JsonObject, JsonArray {

    long weight();

    void gain(long more);
}
