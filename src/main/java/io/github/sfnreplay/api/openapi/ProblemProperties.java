package io.github.sfnreplay.api.openapi;

import io.github.sfnreplay.api.problem.ProblemType;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the problems of a type say besides what all problems say.
final class ProblemProperties {

    private ProblemProperties() {}

    static Map<String, Schema<?>> of(ProblemType type) {
        return switch (type) {
            case VALIDATION_FAILED -> Map.of("errors", listOf(fault(), "All faults of the request."));
            case EXECUTIONS_INVALID -> Map.of("errors", listOf(line(), "The first lines that were refused."));
            case MALFORMED_JSON -> Map.of("line", number("From 1."), "column", number("From 1."));
            case FORBIDDEN -> Map.of("requiredRole", text("The role that it needs."));
            case SECOND_PERSON_REQUIRED -> Map.of("requestedBy", text("Who may not confirm."));
            case REPLAY_NOT_FOUND -> Map.of("replayId", text("The id that is not known."));
            case STATE_MACHINE_NOT_ALLOWED -> Map.of("stateMachineArn", text("The machine that was named."));
            case METHOD_NOT_ALLOWED -> Map.of("allowed", listOf(new StringSchema(), "The methods that are."));
            case NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE ->
                Map.of("supported", listOf(new StringSchema(), "The media types that are."));
            case REPLAY_CONFLICT -> Map.of("activeReplayId", text("The replay that has not ended."));
            case INVALID_STATE_TRANSITION ->
                Map.of(
                        "currentState", text("Where the replay is."),
                        "allowedActions", listOf(new StringSchema(), "What can be asked of it there."));
            case PLAN_CHANGED ->
                Map.of("planHash", text("Of the plan as it is."), "confirmedPlanHash", text("The one that was sent."));
            case PRECONDITION_FAILED -> Map.of("version", number("The version that the replay has now."));
            case CONTENT_TOO_LARGE -> Map.of("maxBytes", number("The longest body."));
            case MAX_ITEMS_EXCEEDED ->
                Map.of("matched", number("How many were selected."), "maxItems", number("How many may be."));
            case INTERNAL_ERROR -> Map.of("errorId", text("To be looked for in the log."));
            case UPSTREAM_ACCESS_DENIED, UPSTREAM_ERROR, UPSTREAM_THROTTLED ->
                Map.of("awsErrorCode", text("What AWS, or the network, said."));
            default -> Map.of();
        };
    }

    private static Schema<?> fault() {
        return object(
                List.of("detail"),
                Map.of(
                        "pointer", text("A place in the body, as JSON Pointer."),
                        "parameter", text("A parameter of the query or the path, or a part of a form."),
                        "header", text("A header."),
                        "detail", text("What is wrong there.")));
    }

    private static Schema<?> line() {
        return object(
                List.of("line", "detail"), Map.of("line", number("From 1."), "detail", text("What is wrong there.")));
    }

    private static Schema<?> listOf(Schema<?> items, String description) {
        return new ArraySchema().items(items).description(description);
    }

    private static Schema<?> number(String description) {
        return new IntegerSchema().format("int64").description(description);
    }

    static Schema<?> object(List<String> required, Map<String, Schema<?>> properties) {
        var schema = new Schema<Object>();
        schema.addType("object");
        new TreeMap<>(properties).forEach(schema::addProperty);
        schema.setRequired(required);
        return schema;
    }

    static Schema<?> text(String description) {
        return new StringSchema().description(description);
    }
}
