package io.github.sfnreplay.api;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.docs.PagedParameters;
import io.github.sfnreplay.api.input.QueryParameters;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.view.ItemPage;
import io.github.sfnreplay.api.view.ItemView;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.replay.ItemQuery;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows the items of a replay.
@RestController
@RequestMapping(path = Paths.REPLAY + "/items", produces = DocTexts.JSON)
@Tag(name = DocTexts.REPLAYS)
class ItemController {

    private final Replays replays;

    ItemController(Replays replays) {
        this.replays = replays;
    }

    @GetMapping
    @Operation(
            operationId = "listItems",
            summary = "Look at the items of a replay",
            description = "In plan order, a page at a time: each source, what became of it, and why.")
    @Parameter(name = "state", in = ParameterIn.QUERY, schema = @Schema(implementation = ItemState.class))
    @Parameter(name = "verdict", in = ParameterIn.QUERY, schema = @Schema(implementation = Verdict.class))
    @Parameter(
            name = "executionArn",
            in = ParameterIn.QUERY,
            description = "Finds an item by its source or by its replay.",
            schema = @Schema(type = "string"))
    @PagedParameters
    @DocumentedResponses(problems = ProblemType.REPLAY_NOT_FOUND)
    ItemPage list(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        var query = new QueryParameters(parameters, Set.of("state", "verdict", "executionArn"));
        var state = query.oneOf("state", ItemState.class);
        var verdict = query.oneOf("verdict", Verdict.class);
        var execution = query.read("executionArn", ExecutionArn::parse);
        var size = query.pageSize();
        query.throwIfFaulty();
        var replay = replays.find(id);
        var tokens = query.tokensOf(Paths.replay(id));
        var from = query.pageToken() == null ? 0 : tokens.readIndex(query.pageToken());
        var found = replays.items(id, new ItemQuery(state, verdict, execution, from, size + 1));
        var shown = found.stream()
                .limit(size)
                .map(item -> ItemView.of(item, replay))
                .toList();
        return new ItemPage(
                shown,
                found.size() > size ? tokens.at(String.valueOf(found.getLast().index())) : null);
    }
}
