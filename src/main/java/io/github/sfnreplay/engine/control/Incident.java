package io.github.sfnreplay.engine.control;

import io.github.sfnreplay.replay.Fault;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something that nobody expected, logged under a number by which it can be found.
public final class Incident {

    private static final Logger log = LoggerFactory.getLogger(Incident.class);

    private Incident() {}

    /// What that means for the replay that it hit.
    public static Fault log(String replayId, Throwable cause) {
        var number = UUID.randomUUID().toString();
        log.error("Replay {} ended unexpectedly, incident {}", replayId, number, cause);
        return new Fault(
                Fault.Kind.INTERNAL_ERROR,
                "The replay ended unexpectedly. Look for incident " + number
                        + " in the log; sending the request again adopts what was started.");
    }
}
