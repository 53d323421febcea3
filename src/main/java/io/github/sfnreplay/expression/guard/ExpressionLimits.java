package io.github.sfnreplay.expression.guard;

import java.time.Duration;
import org.springframework.modulith.NamedInterface;

/// What one evaluation may cost: time, depth of calls, bytes (UTF-8) of its result; and how long (characters) an
/// expression may be.
@NamedInterface("expressions")
public record ExpressionLimits(Duration timeout, int depth, int maxResultBytes, int maxLength) {

    public ExpressionLimits {
        if (!timeout.isPositive() || depth < 1 || maxResultBytes < 1 || maxLength < 1) {
            throw new IllegalArgumentException("Limits of an expression must be above zero");
        }
    }
}
