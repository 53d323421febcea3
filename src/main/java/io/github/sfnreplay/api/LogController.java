package io.github.sfnreplay.api;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.docs.PagedParameters;
import io.github.sfnreplay.api.input.QueryParameters;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.view.LogPage;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.api.view.StateChangeView;
import io.github.sfnreplay.replay.Replays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Shows what was done to a replay.
@RestController
@RequestMapping(path = Paths.REPLAY + "/log", produces = DocTexts.JSON)
@Tag(name = DocTexts.REPLAYS)
class LogController {

    private final Replays replays;

    LogController(Replays replays) {
        this.replays = replays;
    }

    @GetMapping
    @Operation(
            operationId = "getLog",
            summary = "Look at what was done to a replay",
            description =
                    "Changes of state and of limits, confirmations, and notifications: by whom, when and why. Only ever added to;"
                            + " oldest first, a page at a time. The last 200 entries are kept.")
    @PagedParameters
    @DocumentedResponses(problems = ProblemType.REPLAY_NOT_FOUND)
    LogPage list(
            @PathVariable String id, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        var query = new QueryParameters(parameters, Set.of());
        var size = query.pageSize();
        query.throwIfFaulty();
        var log = replays.find(id).log();
        var tokens = query.tokensOf(Paths.replay(id) + "/log");
        var asked = query.pageToken() == null ? 0 : tokens.readIndex(query.pageToken());
        var from = Math.max(asked, log.dropped());
        var found = log.from(from, size + 1);
        return new LogPage(
                found.stream().limit(size).map(StateChangeView::of).toList(),
                log.dropped(),
                found.size() > size ? tokens.at(String.valueOf(from + size)) : null);
    }
}
