package io.github.sfnreplay.api.events;

import io.github.sfnreplay.api.docs.DocTexts;
import io.github.sfnreplay.api.docs.DocumentedResponses;
import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.replay.Replays;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Lets a client watch a replay.
@RestController
@RequestMapping(path = Paths.REPLAY + "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
@Tag(name = DocTexts.REPLAYS)
class EventsController {

    private final Replays replays;
    private final ReplayEvents events;

    EventsController(Replays replays, ReplayEvents events) {
        this.replays = replays;
        this.events = events;
    }

    @GetMapping
    @Operation(
            operationId = "watchReplay",
            summary = "Watch a replay",
            description =
                    "Server-Sent Events of one type, `replay`, each with the whole replay as JSON and its version as"
                            + " `id`: at once as it is now, then at most four times a second when it has changed; who reads slowly"
                            + " misses what came between, never the newest. A comment every 15 seconds shows that the stream"
                            + " lives. It ends after the event of a final state.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string"),
                            examples =
                                    @ExampleObject(
                                            name = "one event",
                                            value = "event:replay\nid:17\ndata:{\"id\":\"…\",\"version\":17}\n\n")))
    @ApiResponse(
            responseCode = "204",
            description = "The replay has ended, and `Last-Event-ID` was its last event: do not connect again.",
            content = @Content)
    @DocumentedResponses(problems = {ProblemType.REPLAY_NOT_FOUND, ProblemType.TOO_MANY_REQUESTS})
    ResponseEntity<SseEmitter> watch(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        var replay = replays.find(id);
        if (replay.state().isFinal() && String.valueOf(replay.version()).equals(lastEventId)) {
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no") // asks nginx not to hold events back
                .body(events.subscribe(replay));
    }
}
