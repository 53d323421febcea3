package io.github.sfnreplay.expression.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The arguments of one call of a function; those that were left out are null, JSONata's "nothing".
record Arguments(List<?> values) {

    @Nullable
    Object get(int index) {
        return index < values.size() ? values.get(index) : null;
    }

    @Nullable
    String text(int index) {
        return (String) get(index);
    }

    @Nullable
    Number number(int index) {
        return (Number) get(index);
    }

    /// A limit on how many matches to take: all of them when it was left out.
    int limit(int index) {
        var limit = number(index);
        if (limit != null && limit.doubleValue() < 0) {
            throw Budget.current().fail("the limit of a text function must not be negative");
        }
        return limit == null ? Integer.MAX_VALUE : limit.intValue();
    }
}
