package io.github.sfnreplay.api.openapi;

import static java.util.stream.Collectors.groupingBy;

import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.docs.PagedParameters;
import io.github.sfnreplay.api.problem.ProblemType;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.links.Link;
import io.swagger.v3.oas.models.media.Encoding;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.web.method.HandlerMethod;

/// Adds to each operation its examples, its headers and all the problems it can answer.
final class OperationDocs implements OperationCustomizer {

    private static final Set<String> CREATING = Set.of("createReplay", "retryFailed");
    private static final Map<String, String> NEXT = next();
    private static final Set<String> SHOWN = Set.of("200", "202");

    private final Examples examples;
    private final ProblemDocs problems;

    OperationDocs(Examples examples, ProblemDocs problems) {
        this.examples = examples;
        this.problems = problems;
    }

    private static Map<String, String> next() {
        var next = new LinkedHashMap<String, String>();
        next.put("getReplay", "Look at it");
        next.put("confirmReplay", "Run its plan");
        next.put("listItems", "Look at its items");
        next.put("watchReplay", "Watch it");
        next.put("pauseReplay", "Pause it");
        next.put("resumeReplay", "Resume it");
        next.put("cancelReplay", "Cancel it");
        next.put("patchReplay", "Change its limits");
        next.put("getReport", "Download what became of every item");
        next.put("getLog", "Look at what was done to it");
        next.put("retryFailed", "Replay again what failed");
        next.put("deleteReplay", "Forget it");
        return next;
    }

    @Override
    public Operation customize(Operation operation, HandlerMethod method) {
        var answers = method.getMethodAnnotation(DocumentedResponses.class);
        addExamples(operation);
        addLinks(operation);
        if (answers != null) {
            addHeaders(operation, answers);
        }
        addProblems(operation, problemsOf(operation, answers, method.hasMethodAnnotation(PagedParameters.class)));
        return operation;
    }

    private void addExamples(Operation operation) {
        if (operation.getRequestBody() != null) {
            var named = examples.of(operation.getOperationId());
            operation.getRequestBody().getContent().values().forEach(media -> named.forEach(media::addExamples));
        }
        if ("createReplay".equals(operation.getOperationId())) {
            operation.getRequestBody().getContent().addMediaType("multipart/form-data", form());
        }
    }

    private static void addHeaders(Operation operation, DocumentedResponses answers) {
        if (answers.ifNoneMatch()) {
            parameter(operation, "If-None-Match", "The `ETag` of the last answer: while nothing changes, it is a 304.");
        }
        if (answers.ifMatch()) {
            parameter(operation, "If-Match", "The `ETag` of the answer that you decide on: refused if it has changed.");
        }
        operation.getResponses().forEach((status, response) -> {
            if (answers.poll() && SHOWN.contains(status)) {
                header(
                        response,
                        "Retry-After",
                        "Seconds after which to look again; absent when nothing will change by itself.",
                        true);
            }
            if (answers.location() && SHOWN.contains(status)) {
                header(response, "Location", "The path of the replay.", false);
            }
            if (answers.etag() && SHOWN.contains(status)) {
                header(response, "ETag", "Changes with every visible change.", false);
            }
        });
    }

    /// The other way to create a replay.
    private static MediaType form() {
        var form = new Schema<Object>();
        form.addType("object");
        form.addProperty("request", new Schema<>().$ref("#/components/schemas/ReplayRequest"));
        form.addProperty("executions", new StringSchema().format("binary").description("The file."));
        form.setRequired(List.of("request", "executions"));
        return new MediaType()
                .schema(form)
                .addEncoding("request", new Encoding().contentType("application/json"))
                .addEncoding("executions", new Encoding().contentType("text/csv, application/x-ndjson, text/plain"));
    }

    /// What one does next with the replay that was answered.
    private static void addLinks(Operation operation) {
        if (CREATING.contains(operation.getOperationId())) {
            var accepted = Objects.requireNonNull(operation.getResponses().get("202"));
            NEXT.forEach((name, description) -> accepted.addLink(name, linkTo(name, description)));
        }
    }

    private static Link linkTo(String operationId, String description) {
        var link = new Link().operationId(operationId).description(description);
        link.setParameters(Map.of("id", "$response.body#/id"));
        return link;
    }

    private static void parameter(Operation operation, String name, String description) {
        operation.addParametersItem(
                new Parameter().in("header").name(name).description(description).schema(new StringSchema()));
    }

    private static void header(ApiResponse response, String name, String description, boolean number) {
        response.addHeaderObject(
                name, new Header().description(description).schema(number ? new IntegerSchema() : new StringSchema()));
    }

    private static Set<ProblemType> problemsOf(
            Operation operation, @Nullable DocumentedResponses answers, boolean paged) {
        var types = EnumSet.of(
                ProblemType.BAD_REQUEST,
                ProblemType.UNAUTHORIZED,
                ProblemType.FORBIDDEN,
                ProblemType.CROSS_SITE_REQUEST,
                ProblemType.HOST_NOT_ALLOWED,
                ProblemType.NOT_ACCEPTABLE,
                ProblemType.TOO_MANY_REQUESTS,
                ProblemType.INTERNAL_ERROR,
                ProblemType.SIGN_IN_UNAVAILABLE,
                ProblemType.STORE_UNAVAILABLE);
        if (answers != null) {
            types.addAll(List.of(answers.problems()));
            if (answers.upstream()) {
                types.addAll(List.of(
                        ProblemType.UPSTREAM_ACCESS_DENIED,
                        ProblemType.UPSTREAM_ERROR,
                        ProblemType.UPSTREAM_THROTTLED,
                        ProblemType.SHUTTING_DOWN));
            }
            if (answers.ifMatch()) {
                types.add(ProblemType.PRECONDITION_FAILED);
                types.add(ProblemType.VALIDATION_FAILED);
            }
        }
        if (operation.getRequestBody() != null) {
            types.add(ProblemType.VALIDATION_FAILED);
            types.add(ProblemType.MALFORMED_JSON);
            types.add(ProblemType.CONTENT_TOO_LARGE);
            types.add(ProblemType.UNSUPPORTED_MEDIA_TYPE);
            types.add(ProblemType.TOO_BUSY);
        }
        if (paged) {
            types.add(ProblemType.VALIDATION_FAILED);
            types.add(ProblemType.INVALID_PAGE_TOKEN);
        }
        return types;
    }

    private void addProblems(Operation operation, Set<ProblemType> types) {
        var sorted = new ApiResponses();
        var byStatus = new TreeMap<String, ApiResponse>(operation.getResponses());
        types.stream()
                .collect(groupingBy(ProblemType::status))
                .forEach((status, same) -> byStatus.put(String.valueOf(status), problems.answer(same)));
        byStatus.forEach(sorted::addApiResponse);
        operation.setResponses(sorted);
    }
}
