package io.github.sfnreplay.api.inspect;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.github.sfnreplay.replay.ExecutionInspector.ItemInput;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a source was started with, and what its replay is started with.
@Schema(name = "ItemInput", description = "What the source was started with, and what its replay is started with.")
public record ItemInputView(
        @JsonRawValue @Schema(description = "Any JSON; absent where AWS does not include it.") @Nullable
        String input,

        @JsonRawValue
        @Schema(
                type = "object",
                description = "What `inputTransform` makes of it; absent where there is none, or it failed.")
        @Nullable
        String newInput,

        @Schema(description = "Why `inputTransform` failed on it.") @Nullable
        OutcomeView newInputError) {

    static ItemInputView of(ItemInput input) {
        var made = input.newInput();
        return new ItemInputView(
                RawJson.writableIfAny(input.input()),
                made == null ? null : RawJson.writableIfAny(made.value()),
                made == null || made.error() == null ? null : OutcomeView.of(made));
    }
}
