package io.github.sfnreplay.api.inspect;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.sfnreplay.replay.ExecutionInspector.Outcome;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What an expression gave.
@Schema(name = "ExpressionOutcome", description = "What an expression gave: a value, nothing, or an error.")
record OutcomeView(
        @JsonRawValue @Schema(description = "Any JSON; absent if it gave nothing, or failed.") @Nullable
        String value,

        @Schema(description = "One sentence, without values of the input.") @Nullable
        String error,

        @Schema(description = "Where the expression broke, in characters from 0.") @Nullable
        Integer position) {

    static @Nullable OutcomeView of(@Nullable Outcome outcome) {
        return outcome == null
                ? null
                : new OutcomeView(RawJson.writableIfAny(outcome.value()), outcome.error(), outcome.position());
    }
}
