package io.github.sfnreplay.expression.json;

import java.util.LinkedHashMap;

/// An object of the input that knows how much it holds.
final class JsonObject extends LinkedHashMap<String, Object> implements SizedJson {

    private long weight = 1;

    @Override
    public long weight() {
        return weight;
    }

    @Override
    public void gain(long more) {
        weight += more;
    }
}
