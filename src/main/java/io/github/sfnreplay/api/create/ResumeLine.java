package io.github.sfnreplay.api.create;

import io.github.sfnreplay.api.request.ReplayRequest;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.RequestBounds;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// Writes requests as one line that can be sent again, so that a replay outlives the memory of this service.
public class ResumeLine {

    private static final Logger LOG = LoggerFactory.getLogger(ResumeLine.class);

    private final ObjectWriter writer;

    public ResumeLine(JsonMapper mapper) {
        this.writer = mapper.rebuild()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build()
                .writer();
    }

    /// One line of printable ASCII.
    String line(ReplayRequest request) {
        return writer.writeValueAsString(request).replace("\u007f", "\\u007f");
    }

    public void log(Replay replay) {
        var named = replay.spec().filter().executionArns().size();
        if (named > RequestBounds.MAX_EXECUTION_ARNS) {
            LOG.info(
                    "Replay {} of a file of {} executions accepted. If it is lost, send the file again to POST /replays,"
                            + " with this request: {}",
                    replay.id(),
                    named,
                    line(ReplayRequest.of(replay.spec())));
            return;
        }
        LOG.info(
                "Replay {} accepted. If it is lost, send this again to POST /replays: {}",
                replay.id(),
                line(ReplayRequest.of(replay.spec())));
    }

    /// A retry of a few executions can be sent again as it is; more do not fit into a request, but names are locks, so
    /// that its parent's request leads to it.
    ///
    /// @param requests that together do what the retry does
    public void logRetry(Replay replay, List<ReplaySpec> requests) {
        if (replay.spec().filter().executionArns().size() <= RequestBounds.MAX_EXECUTION_ARNS) {
            requests.forEach(request -> LOG.info(
                    "Replay {} of what failed in {} accepted. If it is lost, send this again to POST /replays: {}",
                    replay.id(),
                    replay.parentReplayId(),
                    line(ReplayRequest.of(request))));
            return;
        }
        LOG.info(
                "Replay {} of what failed in {} accepted. If both are lost, send the request of {} again, wait for its"
                        + " end, and retry what failed: what was started is adopted under its name, not started twice.",
                replay.id(),
                replay.parentReplayId(),
                replay.parentReplayId());
    }
}
