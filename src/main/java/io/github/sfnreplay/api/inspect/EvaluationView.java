package io.github.sfnreplay.api.inspect;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.sfnreplay.replay.ExecutionInspector.Evaluation;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What expressions gave on one input.
@Schema(name = "Evaluation", description = "What each of the expressions gave on that input.")
public record EvaluationView(
        @Schema(description = "Whose input it is; absent where the input was given.") @Nullable
        ExecutionArn executionArn,

        @JsonRawValue @Schema(description = "The input, any JSON.")
        String input,

        @Schema(description = "`true` or `false`.") @Nullable
        OutcomeView inputMatches,

        @Schema(description = "The key; without a value the item has none, and stays.") @Nullable
        OutcomeView distinctBy,

        @Schema(description = "The new input.") @Nullable OutcomeView inputTransform) {

    static EvaluationView of(Evaluation evaluation) {
        return new EvaluationView(
                evaluation.execution(),
                RawJson.writable(evaluation.input()),
                OutcomeView.of(evaluation.inputMatches()),
                OutcomeView.of(evaluation.distinctBy()),
                OutcomeView.of(evaluation.inputTransform()));
    }
}
