package io.github.sfnreplay.api;

import io.github.sfnreplay.api.caller.Caller;
import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.api.request.CancelRequest;
import io.github.sfnreplay.api.request.ConfirmRequest;
import io.github.sfnreplay.api.request.PatchReader;
import io.github.sfnreplay.api.request.ReasonRequest;
import io.github.sfnreplay.api.request.ReplayPatch;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.api.view.ReplayResponses;
import io.github.sfnreplay.api.view.ReplayView;
import io.github.sfnreplay.replay.Confirmation;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.replay.SecondPerson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Steers a replay: confirm, pause, resume, cancel, other limits.
@RestController
@RequestMapping(path = Paths.REPLAY, produces = DocTexts.JSON)
@Tag(name = DocTexts.CONTROL)
class ReplayControls {

    private final Replays replays;
    private final PatchReader patches;
    private final ReplayCommands commands;

    ReplayControls(Replays replays, PatchReader patches, ReplayCommands commands) {
        this.replays = replays;
        this.patches = patches;
        this.commands = commands;
    }

    @PostMapping(path = "/confirm", consumes = DocTexts.JSON)
    @Operation(
            operationId = "confirmReplay",
            summary = "Run a plan",
            description =
                    "Runs exactly the plan of a replay that is PLANNED: with `planHash`, only if the plan is the one"
                            + " you have seen; with `notBefore`, not before that.")
    @ApiResponse(responseCode = "202", description = "It will run.")
    @ApiResponse(responseCode = "200", description = "It was confirmed already.")
    @DocumentedResponses(
            location = true,
            poll = true,
            etag = true,
            ifMatch = true,
            problems = {
                ProblemType.STATE_MACHINE_NOT_ALLOWED,
                ProblemType.REPLAY_NOT_FOUND,
                ProblemType.PLAN_CHANGED,
                ProblemType.SECOND_PERSON_REQUIRED,
                ProblemType.INVALID_STATE_TRANSITION,
                ProblemType.REPLAY_CONFLICT
            })
    ResponseEntity<ReplayView> confirm(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) @Nullable ConfirmRequest request) {
        var asked = request == null ? ConfirmRequest.ANY : request;
        if (asked.planHash() == null) {
            refuseToApproveUnseen(replays.find(id));
        }
        return ReplayResponses.to(replays.confirm(
                id, new Confirmation(asked.planHash(), asked.notBefore()), commands.of(id, headers, asked.reason())));
    }

    /// Who approves what somebody else has asked for says what was seen.
    private static void refuseToApproveUnseen(Replay replay) {
        var byAnother = !Caller.current().name().equals(replay.origin().requestedBy());
        if (replay.state() == ReplayState.PLANNED && SecondPerson.concerns(replay) && byAnother) {
            var faults = new ValidationErrors();
            faults.at("/planHash", "is required: a second person says which plan is confirmed");
            faults.throwIfAny();
        }
    }

    @PostMapping(path = "/pause", consumes = DocTexts.JSON)
    @Operation(
            operationId = "pauseReplay",
            summary = "Pause a replay",
            description = "Starts nothing more; what runs is followed on.")
    @ApiResponse(responseCode = "202", description = "It is paused now.")
    @ApiResponse(responseCode = "200", description = "It was paused already.")
    @DocumentedResponses(
            location = true,
            poll = true,
            etag = true,
            ifMatch = true,
            problems = {ProblemType.REPLAY_NOT_FOUND, ProblemType.INVALID_STATE_TRANSITION})
    ResponseEntity<ReplayView> pause(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        return ReplayResponses.to(replays.pause(id, commands.of(id, headers, ReasonRequest.of(request))));
    }

    @PostMapping(path = "/resume", consumes = DocTexts.JSON)
    @Operation(
            operationId = "resumeReplay",
            summary = "Resume a replay",
            description = "Goes on where it was paused, whatever the reason of the pause was.")
    @ApiResponse(responseCode = "202", description = "It goes on now.")
    @ApiResponse(responseCode = "200", description = "It went on already.")
    @DocumentedResponses(
            location = true,
            poll = true,
            etag = true,
            ifMatch = true,
            problems = {
                ProblemType.STATE_MACHINE_NOT_ALLOWED,
                ProblemType.REPLAY_NOT_FOUND,
                ProblemType.INVALID_STATE_TRANSITION
            })
    ResponseEntity<ReplayView> resume(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) @Nullable ReasonRequest request) {
        return ReplayResponses.to(replays.resume(id, commands.of(id, headers, ReasonRequest.of(request))));
    }

    @PostMapping(path = "/cancel", consumes = DocTexts.JSON)
    @Operation(
            operationId = "cancelReplay",
            summary = "Cancel a replay",
            description =
                    "No start begins after the answer. What runs goes on and is no longer followed; with `stopRunning`,"
                            + " what this replay started is stopped.")
    @ApiResponse(responseCode = "202", description = "It is being cancelled.")
    @ApiResponse(responseCode = "200", description = "It was being cancelled already.")
    @DocumentedResponses(
            location = true,
            poll = true,
            etag = true,
            ifMatch = true,
            problems = {ProblemType.REPLAY_NOT_FOUND, ProblemType.INVALID_STATE_TRANSITION})
    ResponseEntity<ReplayView> cancel(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) @Nullable CancelRequest request) {
        var stop = request != null && Boolean.TRUE.equals(request.stopRunning());
        return ReplayResponses.to(
                replays.cancel(id, stop, commands.of(id, headers, request == null ? null : request.reason())));
    }

    @PatchMapping(consumes = {PatchReader.MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            operationId = "patchReplay",
            summary = "Change limits",
            description = "A JSON merge patch (RFC 7396) of the limits, also while the replay runs.")
    @ApiResponse(responseCode = "200", description = "The replay under its new limits.")
    @DocumentedResponses(
            poll = true,
            etag = true,
            ifMatch = true,
            problems = {ProblemType.REPLAY_NOT_FOUND, ProblemType.INVALID_STATE_TRANSITION})
    ResponseEntity<ReplayView> patch(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = {
                                @io.swagger.v3.oas.annotations.media.Content(
                                        mediaType = PatchReader.MERGE_PATCH,
                                        schema = @Schema(implementation = ReplayPatch.class)),
                                @io.swagger.v3.oas.annotations.media.Content(
                                        mediaType = DocTexts.JSON,
                                        schema = @Schema(implementation = ReplayPatch.class))
                            })
                    @RequestBody
                    JsonNode patch) {
        var change = patches.read(patch, replays.find(id).spec().follow());
        var replay = replays.patch(id, change, commands.of(id, headers, null));
        return ReplayResponses.now(replay);
    }
}
