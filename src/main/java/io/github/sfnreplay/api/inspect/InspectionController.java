package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.request.Filter;
import io.github.sfnreplay.replay.ExecutionInspector;
import io.github.sfnreplay.replay.ExecutionInspector.Expressions;
import io.github.sfnreplay.replay.ExecutionInspector.Subject;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Looks at past executions: what is there, and what expressions make of an input. Starts nothing, stores nothing.
@RestController
@RequestMapping(produces = DocTexts.JSON, consumes = DocTexts.JSON)
@Tag(name = DocTexts.EXECUTIONS)
class InspectionController {

    private final ExecutionInspector inspector;

    InspectionController(ExecutionInspector inspector) {
        this.inspector = inspector;
    }

    @PostMapping("/executions/summary")
    @Operation(
            operationId = "summarizeExecutions",
            summary = "See what is there",
            description =
                    "Counts by status and by hour from listings, and of up to 100 sampled failures the errors; takes"
                            + " at most 20 seconds. Starts and stores nothing.")
    @DocumentedResponses(
            upstream = true,
            problems = {
                ProblemType.STATE_MACHINE_NOT_ALLOWED,
                ProblemType.STATE_MACHINE_NOT_FOUND,
                ProblemType.STATE_MACHINE_TYPE_NOT_SUPPORTED
            })
    SummaryView summarize(@RequestBody SummaryRequest request) {
        var filter = request.filter() == null ? Filter.ALL : request.filter().orAllStatuses();
        return SummaryView.of(inspector.summarize(request.stateMachineArn(), filter.toSelection()));
    }

    @PostMapping("/expressions/evaluate")
    @Operation(
            operationId = "evaluateExpressions",
            summary = "Try expressions",
            description = "What each expression gives on one input: that of an execution, a given one, or that of the"
                    + " newest execution. One that fails says why and where. Starts and stores nothing.")
    @DocumentedResponses(
            upstream = true,
            problems = {
                ProblemType.STATE_MACHINE_NOT_ALLOWED,
                ProblemType.STATE_MACHINE_NOT_FOUND,
                ProblemType.STATE_MACHINE_TYPE_NOT_SUPPORTED,
                ProblemType.EXECUTION_NOT_FOUND
            })
    EvaluationView evaluate(@RequestBody EvaluationRequest request) {
        var expressions = new Expressions(request.inputMatches(), request.distinctBy(), request.inputTransform());
        return EvaluationView.of(inspector.evaluate(request.stateMachineArn(), subject(request), expressions));
    }

    private static Subject subject(EvaluationRequest request) {
        if (request.input() != null) {
            return new Subject.Given(request.input().toString());
        }
        return request.executionArn() == null ? new Subject.Newest() : new Subject.Of(request.executionArn());
    }
}
