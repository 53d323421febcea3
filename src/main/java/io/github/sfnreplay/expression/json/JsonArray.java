package io.github.sfnreplay.expression.json;

import java.util.ArrayList;

/// An array of the input that knows how much it holds.
final class JsonArray extends ArrayList<Object> implements SizedJson {

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
