package io.github.sfnreplay.api;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// Explains the problems, at the URIs that are their types.
@RestController
@RequestMapping("/problems/{name}")
@Tag(name = DocTexts.PROBLEMS)
public class ProblemController {

    /// What `GET /problems/{name}` tells.
    ///
    /// @param advice what it means and what to do about it
    public record Explanation(String type, String title, int status, String advice) {}

    @GetMapping(produces = DocTexts.JSON)
    @SecurityRequirements
    @Operation(
            operationId = "explainProblem",
            summary = "Explain a problem",
            description = "What the `type` of a problem answer means, and what to do about it. A browser gets a page.")
    @ApiResponse(
            responseCode = "200",
            description = "The explanation.",
            content = {
                @Content(mediaType = DocTexts.JSON, schema = @Schema(implementation = Explanation.class)),
                @Content(mediaType = MediaType.TEXT_HTML_VALUE, schema = @Schema(type = "string"))
            })
    @DocumentedResponses(problems = ProblemType.NOT_FOUND)
    Explanation explain(
            @Parameter(schema = @Schema(type = "string", example = "replay-conflict")) @PathVariable String name) {
        var type = find(name);
        return new Explanation(type.uri().toString(), type.title(), type.status(), type.advice());
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    @Operation(hidden = true)
    String page(@PathVariable String name) {
        var type = find(name);
        var advice = HtmlUtils.htmlEscape(type.advice()).replaceAll("`([^`]*)`", "<code>$1</code>");
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
                <style>body{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}</style></head>
                <body><h1>%1$s</h1><p>Status %2$d, type <code>%3$s</code></p><p>%4$s</p>
                <p><a href="/swagger-ui.html">All requests and answers</a></p></body></html>
                """.formatted(HtmlUtils.htmlEscape(type.title()), type.status(), type.uri(), advice);
    }

    private static ProblemType find(String name) {
        return ProblemType.named(name)
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_FOUND,
                        "There is no problem of this name. /swagger-ui.html shows all that there are.",
                        Map.of()));
    }
}
