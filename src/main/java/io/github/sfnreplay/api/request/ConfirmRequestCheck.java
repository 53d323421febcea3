package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.input.BodyCheck;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.replay.RequestBounds;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/// How far ahead a plan may be confirmed.
public final class ConfirmRequestCheck implements BodyCheck<ConfirmRequest> {

    private final Clock clock;

    public ConfirmRequestCheck(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<ConfirmRequest> type() {
        return ConfirmRequest.class;
    }

    @Override
    public void check(ConfirmRequest request, HttpHeaders headers, ValidationErrors faults) {
        var latest = clock.instant().plus(Duration.ofDays(RequestBounds.MAX_DAYS_AHEAD));
        if (request.notBefore() != null && request.notBefore().isAfter(latest)) {
            faults.at("/notBefore", "must be at most " + RequestBounds.MAX_DAYS_AHEAD + " days ahead");
        }
    }
}
