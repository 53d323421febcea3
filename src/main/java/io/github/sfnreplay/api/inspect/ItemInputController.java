package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.replay.ExecutionInspector;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.Replays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Shows what an item's source was started with.
@RestController
@RequestMapping(path = Paths.REPLAY + "/items/{index}/input", produces = DocTexts.JSON)
@Tag(name = DocTexts.REPLAYS)
class ItemInputController {

    private final Replays replays;
    private final ExecutionInspector inspector;

    ItemInputController(Replays replays, ExecutionInspector inspector) {
        this.replays = replays;
        this.inspector = inspector;
    }

    @GetMapping
    @Operation(
            operationId = "getItemInput",
            summary = "Look at the input of an item",
            description = "Read from AWS now, never stored; and what the replay's `inputTransform` makes of it.")
    @DocumentedResponses(
            upstream = true,
            problems = {
                ProblemType.VALIDATION_FAILED,
                ProblemType.NOT_FOUND,
                ProblemType.STATE_MACHINE_NOT_ALLOWED,
                ProblemType.REPLAY_NOT_FOUND,
                ProblemType.EXECUTION_NOT_FOUND
            })
    ItemInputView input(
            @PathVariable String id,
            @Parameter(schema = @Schema(type = "integer", minimum = "0")) @PathVariable String index) {
        var place = parse(index);
        var replay = replays.find(id);
        return ItemInputView.of(inspector.input(replay, item(replay, place)));
    }

    private Item item(Replay replay, int index) {
        return replays.items(replay.id(), ItemQuery.all(index, 1)).stream()
                .filter(item -> item.index() == index)
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_FOUND,
                        "The replay has no item " + index + ". GET " + Paths.replay(replay.id())
                                + "/items lists those there are.",
                        Map.of()));
    }

    private static int parse(String index) {
        try {
            var number = Integer.parseInt(index);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw refused();
        }
        throw refused();
    }

    private static RuntimeException refused() {
        var faults = new ValidationErrors();
        faults.inParameter("index", "must be a whole number from 0");
        return faults.refusal().orElseThrow();
    }
}
