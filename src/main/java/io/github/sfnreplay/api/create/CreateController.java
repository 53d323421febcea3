package io.github.sfnreplay.api.create;

import static org.springframework.http.HttpStatus.ACCEPTED;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.input.BodyReader;
import io.github.sfnreplay.api.input.IdempotencyHeader;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.api.request.ReplayRequest;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.api.view.ReplayResponses;
import io.github.sfnreplay.api.view.ReplayView;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// Creates replays.
@RestController
@RequestMapping(path = Paths.REPLAYS, produces = DocTexts.JSON)
@Tag(name = DocTexts.REPLAYS)
class CreateController {

    private static final String FILTER = "filter";
    private static final String ARNS = "executionArns";

    private final ReplayCreation creation;
    private final UploadReader uploads;
    private final UploadGate gate;
    private final BodyReader bodies;

    CreateController(ReplayCreation creation, UploadReader uploads, UploadGate gate, BodyReader bodies) {
        this.creation = creation;
        this.uploads = uploads;
        this.gate = gate;
        this.bodies = bodies;
    }

    @PostMapping(consumes = DocTexts.JSON)
    @ResponseStatus(ACCEPTED)
    @Operation(
            operationId = "createReplay",
            summary = "Replay past executions",
            description = "Accepts a replay, which then runs in the background. The answer holds the resolved request:"
                    + " sent again, it adopts what was started and starts the rest."
                    + " As a form, the executions come in a file: CSV with the column `sourceExecutionArn`, else"
                    + " `executionArn`, else the first; the same names as one JSON object a line; or one ARN a line. A"
                    + " report, filtered or edited, is such a file.")
    @ApiResponse(responseCode = "202", description = "Accepted: poll it at `Location`.")
    @DocumentedResponses(
            location = true,
            poll = true,
            etag = true,
            problems = {
                ProblemType.STATE_MACHINE_NOT_ALLOWED,
                ProblemType.REPLAY_CONFLICT,
                ProblemType.STATE_MACHINE_NOT_FOUND,
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                ProblemType.STATE_MACHINE_TYPE_NOT_SUPPORTED,
                ProblemType.LOGGING_NOT_SUFFICIENT,
                ProblemType.LOGS_ARE_MASKED,
                ProblemType.MAX_ITEMS_EXCEEDED,
                ProblemType.EXECUTIONS_INVALID,
                ProblemType.TOO_MANY_REPLAYS,
                ProblemType.UPSTREAM_ACCESS_DENIED,
                ProblemType.UPSTREAM_ERROR,
                ProblemType.UPSTREAM_THROTTLED,
                ProblemType.SHUTTING_DOWN
            })
    ResponseEntity<ReplayView> create(
            @Parameter(
                            description = "Makes a repeat harmless: the same key with the same body leads to the same"
                                    + " replay, with another body it is refused. 1 to 255 visible ASCII characters.",
                            schema = @Schema(minLength = 1, maxLength = 255, pattern = "^[!-~]+$"))
                    @RequestHeader(name = IdempotencyHeader.NAME, required = false)
                    @Nullable
                    String idempotencyKey,
            @RequestBody ReplayRequest request) {
        return ReplayResponses.accepted(creation.create(request, idempotencyKey));
    }

    /// Documented with the other one: OpenAPI knows one operation for path and method.
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(ACCEPTED)
    @Operation(hidden = true)
    ResponseEntity<ReplayView> createFromFile(
            @RequestHeader HttpHeaders headers,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String idempotencyKey,
            HttpServletRequest http)
            throws IOException {
        return ReplayResponses.accepted(gate.pass(() -> create(uploads.read(http), headers, idempotencyKey)));
    }

    private Replay create(Upload upload, HttpHeaders headers, @Nullable String key) {
        var request = bodies.bind(withOneExecution(upload), ReplayRequest.class, headers);
        if (upload.refusal() != null) {
            throw upload.refusal();
        }
        return creation.create(request.withExecutions(null), upload.executions(), key);
    }

    /// The request as if it named one of the executions, so that it is checked as any other.
    private static ObjectNode withOneExecution(Upload upload) {
        if (!(upload.request() instanceof ObjectNode request)) {
            throw refused("", "must be an object");
        }
        if (!request.has(FILTER)) {
            request.putObject(FILTER);
        }
        if (request.path(FILTER) instanceof ObjectNode filter) {
            if (filter.has(ARNS)) {
                throw refused("/" + FILTER + "/" + ARNS, "leave it out: the file names the executions");
            }
            filter.putArray(ARNS).add(one(upload, request).toString());
        }
        return request;
    }

    /// The first of the file; if the file was refused, any of the machine.
    private static ExecutionArn one(Upload upload, ObjectNode request) {
        return upload.executions().stream()
                .findFirst()
                .orElseGet(() -> machine(request).unqualified().execution("any"));
    }

    private static StateMachineArn machine(ObjectNode request) {
        try {
            return StateMachineArn.parse(request.path("stateMachineArn").asString(""));
        } catch (IllegalArgumentException refusedAnyway) {
            return StateMachineArn.parse(DocTexts.MACHINE);
        }
    }

    private static RuntimeException refused(String pointer, String detail) {
        var faults = new ValidationErrors();
        faults.at(pointer, detail);
        return faults.refusal().orElseThrow();
    }
}
