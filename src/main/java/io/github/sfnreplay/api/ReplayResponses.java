package io.github.sfnreplay.api;

import io.github.sfnreplay.api.view.Paths;
import io.github.sfnreplay.api.view.ReplayView;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.Replays;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/// Answers that show a replay, and say when to look again.
final class ReplayResponses {

    private static final String POLL_SECONDS = "2";

    private ReplayResponses() {}

    /// 202 if the request changed something, 200 if it was so already.
    static ResponseEntity<ReplayView> to(Replays.Outcome outcome) {
        return show(outcome.changed() ? HttpStatus.ACCEPTED : HttpStatus.OK, outcome.replay());
    }

    static ResponseEntity<ReplayView> accepted(Replay replay) {
        return show(HttpStatus.ACCEPTED, replay);
    }

    static ResponseEntity.BodyBuilder polled(Replay replay) {
        return poll(ResponseEntity.ok(), replay);
    }

    private static ResponseEntity<ReplayView> show(HttpStatus status, Replay replay) {
        return poll(ResponseEntity.status(status).location(URI.create(Paths.replay(replay.id()))), replay)
                .body(ReplayView.of(replay));
    }

    private static ResponseEntity.BodyBuilder poll(ResponseEntity.BodyBuilder answer, Replay replay) {
        return replay.state().isFinal() ? answer : answer.header(HttpHeaders.RETRY_AFTER, POLL_SECONDS);
    }
}
