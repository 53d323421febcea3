package io.github.sfnreplay.api.view;

import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.Replays;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/// Answers that show a replay, and say when to look again.
public final class ReplayResponses {

    /// Counts and rate change about that often.
    private static final String POLL_SECONDS = "2";

    private ReplayResponses() {}

    /// 202 if the request changed something, 200 if it was so already.
    public static ResponseEntity<ReplayView> to(Replays.Outcome outcome) {
        return show(outcome.changed() ? HttpStatus.ACCEPTED : HttpStatus.OK, outcome.replay());
    }

    public static ResponseEntity<ReplayView> accepted(Replay replay) {
        return show(HttpStatus.ACCEPTED, replay);
    }

    /// 200 with the replay as it is now.
    public static ResponseEntity<ReplayView> now(Replay replay) {
        return answer(ResponseEntity.ok(), replay);
    }

    private static ResponseEntity<ReplayView> show(HttpStatus status, Replay replay) {
        return answer(ResponseEntity.status(status).location(URI.create(Paths.replay(replay.id()))), replay);
    }

    private static ResponseEntity<ReplayView> answer(ResponseEntity.BodyBuilder answer, Replay replay) {
        answer.eTag(String.valueOf(replay.version()));
        if (changesByItself(replay.state())) {
            answer.header(HttpHeaders.RETRY_AFTER, POLL_SECONDS);
        }
        return answer.body(ReplayView.of(replay));
    }

    /// What only a person moves on is not worth polling.
    private static boolean changesByItself(ReplayState state) {
        return switch (state) {
            case PENDING, PLANNING, RUNNING, CANCELLING -> true;
            case PLANNED, PAUSED, SUCCEEDED, PARTIALLY_SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }
}
