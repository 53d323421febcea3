package io.github.sfnreplay.api;

import static org.springframework.http.HttpStatus.ACCEPTED;

import io.github.sfnreplay.api.create.ResumeLine;
import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.api.request.LimitsCheck;
import io.github.sfnreplay.api.request.RequestedLimits;
import io.github.sfnreplay.api.request.RetryRequest;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.api.view.ReplayResponses;
import io.github.sfnreplay.api.view.ReplayView;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.Replays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Replays again what failed.
@RestController
@RequestMapping(path = Paths.REPLAY + "/retry-failed", produces = DocTexts.JSON)
@Tag(name = DocTexts.CONTROL)
class RetryController {

    private final Replays replays;
    private final ReplayCommands commands;
    private final ResumeLine resend;

    RetryController(Replays replays, ReplayCommands commands, ResumeLine resend) {
        this.replays = replays;
        this.commands = commands;
        this.resend = resend;
    }

    @PostMapping(consumes = DocTexts.JSON)
    @ResponseStatus(ACCEPTED)
    @Operation(
            operationId = "retryFailed",
            summary = "Replay again what failed",
            description =
                    "Creates a new replay of exactly the failed and unconfirmed items of one that has ended. Items whose"
                            + " replay ran and failed get the next attempt, all others keep theirs.")
    @ApiResponse(responseCode = "202", description = "The new replay, with `parentReplayId`.")
    @DocumentedResponses(
            location = true,
            poll = true,
            etag = true,
            problems = {
                ProblemType.STATE_MACHINE_NOT_ALLOWED,
                ProblemType.REPLAY_NOT_FOUND,
                ProblemType.STATE_MACHINE_NOT_FOUND,
                ProblemType.INVALID_STATE_TRANSITION,
                ProblemType.NOTHING_TO_RETRY,
                ProblemType.REPLAY_CONFLICT,
                ProblemType.MAX_ITEMS_EXCEEDED,
                ProblemType.STATE_MACHINE_TYPE_NOT_SUPPORTED,
                ProblemType.LOGGING_NOT_SUFFICIENT,
                ProblemType.LOGS_ARE_MASKED,
                ProblemType.TOO_MANY_REPLAYS,
                ProblemType.UPSTREAM_ACCESS_DENIED,
                ProblemType.UPSTREAM_ERROR,
                ProblemType.UPSTREAM_THROTTLED,
                ProblemType.SHUTTING_DOWN
            })
    ResponseEntity<ReplayView> retryFailed(
            @PathVariable String id, @RequestBody(required = false) @Nullable RetryRequest request) {
        var reason = request == null ? null : request.reason();
        var limits = request == null || request.limits() == null ? null : limits(request.limits(), replays.find(id));
        var replay = replays.retryFailed(id, limits, commands.of(reason));
        resend.logRetry(replay, replays.requests(replay));
        return ReplayResponses.accepted(replay);
    }

    private static Limits limits(RequestedLimits requested, Replay parent) {
        var faults = new ValidationErrors();
        LimitsCheck.checkFollow(requested, parent.spec().follow(), faults);
        faults.throwIfAny();
        return requested.toLimits(parent.spec().limits().maxItems());
    }
}
