package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.input.QueryParameters;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.replay.ExecutionInspector;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Lists the machines that one may choose from.
@RestController
@RequestMapping(path = "/state-machines", produces = DocTexts.JSON)
@Tag(name = DocTexts.EXECUTIONS)
class StateMachineController {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d{1,2}");

    private final ExecutionInspector inspector;
    private final InspectSettings settings;

    StateMachineController(ExecutionInspector inspector, InspectSettings settings) {
        this.inspector = inspector;
        this.settings = settings;
    }

    @GetMapping
    @Operation(
            operationId = "listStateMachines",
            summary = "List state machines",
            description = "Those of the Region, in the account of the service's credentials, a page at a time; whether"
                    + " each can be replayed, and if not why. Those that the service may not touch are left out, so"
                    + " that a page can be empty before the last one.")
    @Parameter(
            name = "region",
            in = ParameterIn.QUERY,
            description = "Default: the service's own, where it has one.",
            schema = @Schema(type = "string", example = "ap-northeast-1"))
    @Parameter(
            name = "pageToken",
            in = ParameterIn.QUERY,
            description = "The `nextPageToken` of the page before.",
            schema = @Schema(type = "string"))
    @DocumentedResponses(
            upstream = true,
            problems = {ProblemType.VALIDATION_FAILED, ProblemType.INVALID_PAGE_TOKEN})
    StateMachinePage list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        var query = QueryParameters.unpaged(parameters, Set.of("region", "pageToken"), Set.of());
        var region = parameters.containsKey("region") || settings.region() == null
                ? query.required("region", StateMachineController::region)
                : settings.region();
        query.throwIfFaulty();
        return StateMachinePage.of(inspector.stateMachines(Objects.requireNonNull(region), query.pageToken()));
    }

    @GetMapping("/versions")
    @Operation(
            operationId = "listVersions",
            summary = "List versions and aliases",
            description = "What can be named as source or target besides the machine itself, newest first.")
    @Parameter(
            name = "stateMachineArn",
            in = ParameterIn.QUERY,
            required = true,
            schema = @Schema(type = "string", example = DocTexts.MACHINE))
    @DocumentedResponses(
            upstream = true,
            problems = {
                ProblemType.VALIDATION_FAILED,
                ProblemType.STATE_MACHINE_NOT_ALLOWED,
                ProblemType.STATE_MACHINE_NOT_FOUND
            })
    VersionsView versions(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        var query = QueryParameters.unpaged(parameters, Set.of("stateMachineArn"), Set.of());
        var machine = query.required("stateMachineArn", StateMachineArn::parse);
        query.throwIfFaulty();
        return VersionsView.of(inspector.qualifiers(Objects.requireNonNull(machine)));
    }

    private static String region(String text) {
        if (REGION.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException("must be a Region, as in ap-northeast-1");
    }
}
