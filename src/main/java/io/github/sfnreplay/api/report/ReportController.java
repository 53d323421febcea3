package io.github.sfnreplay.api.report;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.input.QueryParameters;
import io.github.sfnreplay.api.input.StrictJson;
import io.github.sfnreplay.api.problem.BrokenStreamException;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.view.ItemView;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Replays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Streams all items of a replay as one file.
@RestController
@RequestMapping(Paths.REPLAY + "/report")
@Tag(name = DocTexts.REPLAYS)
class ReportController {

    private final Replays replays;
    private final ReportItems items;
    private final ReportWriter writer;

    ReportController(Replays replays, JsonMapper mapper) {
        this.replays = replays;
        this.items = new ReportItems(replays);
        this.writer = new ReportWriter(StrictJson.from(mapper));
    }

    @GetMapping
    @Operation(
            operationId = "getReport",
            summary = "Download what became of every item",
            description =
                    "All items in plan order, as they are while the file is written: as CSV (RFC 4180, UTF-8, with a"
                            + " header; text that a spreadsheet would take for a formula begins with an apostrophe), or as one"
                            + " JSON object a line. The file, filtered or edited, can be sent to `POST /replays` as `executions`.")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "Instead of the header `Accept`.",
            schema =
                    @Schema(
                            allowableValues = {"csv", "ndjson"},
                            defaultValue = "csv"))
    @Parameter(
            name = "state",
            in = ParameterIn.QUERY,
            description = "May be repeated: items in any of these states.",
            array = @ArraySchema(schema = @Schema(implementation = ItemState.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The report.",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(implementation = ItemView.class))
            })
    @DocumentedResponses(problems = {ProblemType.REPLAY_NOT_FOUND, ProblemType.VALIDATION_FAILED})
    void report(
            @PathVariable String id,
            @Parameter(hidden = true) @RequestHeader HttpHeaders headers,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            HttpServletResponse response)
            throws IOException, HttpMediaTypeNotAcceptableException {
        var query = QueryParameters.unpaged(parameters, Set.of("format", "state"), Set.of("state"));
        var named = query.read("format", ReportFormat::named);
        var states = query.anyOf("state", ItemState.class);
        query.throwIfFaulty();
        var format = named == null ? ReportFormat.accepted(headers.get(HttpHeaders.ACCEPT)) : named;
        var rows = items.of(replays.find(id), states);
        response.setContentType(format.mediaType().toString());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename("replay-" + id + "." + format.extension())
                        .build()
                        .toString());
        send(format, rows, response);
    }

    /// From here on an error cannot be answered any more.
    private void send(ReportFormat format, Stream<ItemView> rows, HttpServletResponse response) throws IOException {
        try {
            writer.write(format, rows, response.getOutputStream());
        } catch (UncheckedIOException clientIsGone) {
            throw clientIsGone.getCause();
        } catch (RuntimeException e) {
            throw new BrokenStreamException(e);
        }
    }
}
