package io.github.sfnreplay.api;

import static org.springframework.http.HttpStatus.NO_CONTENT;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.docs.PagedParameters;
import io.github.sfnreplay.api.input.QueryParameters;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.request.ReasonRequest;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.api.view.PausedReplays;
import io.github.sfnreplay.api.view.ReplayPage;
import io.github.sfnreplay.api.view.ReplayResponses;
import io.github.sfnreplay.api.view.ReplayView;
import io.github.sfnreplay.replay.ReplayQuery;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Shows, pauses and forgets replays.
@RestController
@RequestMapping(path = Paths.REPLAYS, produces = DocTexts.JSON)
@Tag(name = DocTexts.REPLAYS)
class ReplayController {

    private final Replays replays;
    private final ReplayCommands commands;

    ReplayController(Replays replays, ReplayCommands commands) {
        this.replays = replays;
        this.commands = commands;
    }

    @GetMapping
    @Operation(operationId = "listReplays", summary = "List replays", description = "Newest first, a page at a time.")
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "May be repeated: any of them.",
            array = @ArraySchema(schema = @Schema(implementation = ReplayState.class)))
    @Parameter(
            name = "stateMachineArn",
            in = ParameterIn.QUERY,
            description = "Replays of this machine, with whatever version or alias.",
            schema = @Schema(type = "string", example = DocTexts.MACHINE))
    @PagedParameters
    ReplayPage list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        var query = new QueryParameters(parameters, Set.of("state", "stateMachineArn"), Set.of("state"));
        var states = query.anyOf("state", ReplayState.class);
        var machine = query.read("stateMachineArn", StateMachineArn::parse);
        var size = query.pageSize();
        query.throwIfFaulty();
        var tokens = query.tokensOf(Paths.REPLAYS);
        var after = query.pageToken() == null ? null : tokens.read(query.pageToken());
        var found =
                replays.list(new ReplayQuery(states, machine == null ? null : machine.unqualified(), after, size + 1));
        var shown = found.stream().limit(size).map(ReplayView::of).toList();
        return new ReplayPage(
                shown, found.size() > size ? tokens.at(shown.getLast().id()) : null);
    }

    @PostMapping(path = "/pause-all", consumes = DocTexts.JSON)
    @Operation(
            operationId = "pauseAll",
            summary = "Pause every replay",
            description =
                    "Pauses every replay that runs, plans or waits for a place: nothing more is started until one is resumed.")
    @ApiResponse(responseCode = "200", description = "Those that this paused.")
    @DocumentedResponses
    PausedReplays pauseAll(@RequestBody(required = false) @Nullable ReasonRequest request) {
        return new PausedReplays(replays.pauseAll(commands.of(ReasonRequest.of(request))));
    }

    @GetMapping("/{id}")
    @Operation(
            operationId = "getReplay",
            summary = "Look at a replay",
            description =
                    "Poll this while `Retry-After` is there. With `If-None-Match` and the `ETag` of the last answer, an"
                            + " unchanged replay is a 304.")
    @ApiResponse(responseCode = "200", description = "The replay as it is now.")
    @ApiResponse(responseCode = "304", description = "Nothing has changed.", content = @Content)
    @DocumentedResponses(etag = true, ifNoneMatch = true, poll = true, problems = ProblemType.REPLAY_NOT_FOUND)
    ResponseEntity<ReplayView> get(@PathVariable String id) {
        var replay = replays.find(id);
        return ReplayResponses.now(replay);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(NO_CONTENT)
    @Operation(
            operationId = "deleteReplay",
            summary = "Forget a replay",
            description = "Forgets a replay that has ended, or a plan that is not to run. What it started stays.")
    @ApiResponse(responseCode = "204", description = "Forgotten.")
    @DocumentedResponses(
            ifMatch = true,
            problems = {ProblemType.REPLAY_NOT_FOUND, ProblemType.INVALID_STATE_TRANSITION})
    void delete(@PathVariable String id, @Parameter(hidden = true) @RequestHeader HttpHeaders headers) {
        replays.delete(id, commands.of(id, headers, null));
    }
}
