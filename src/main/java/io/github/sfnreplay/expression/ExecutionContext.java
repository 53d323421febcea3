package io.github.sfnreplay.expression;

import com.dashjoin.jsonata.Jsonata;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an expression sees as `$execution`: the source execution without its input.
public record ExecutionContext(
        String arn,
        String name,
        String status,
        Instant startedAt,
        @Nullable Instant stoppedAt) {

    Map<String, Object> toValue() {
        var value = new LinkedHashMap<String, Object>();
        value.put("arn", arn);
        value.put("name", name);
        value.put("status", status);
        value.put("startedAt", startedAt.toString());
        value.put("stoppedAt", stoppedAt == null ? Jsonata.NULL_VALUE : stoppedAt.toString());
        return value;
    }
}
