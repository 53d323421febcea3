package io.github.sfnreplay.engine;

import io.github.sfnreplay.replay.Replay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says at the end of the service which replays are left, and how to go on with them.
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    static void say(Replay replay) {
        var counts = replay.tally().itemCounts();
        log.warn(
                "Replay {} of {} is left in state {}, with {} of {} items to go. To go on, send its resolved request"
                        + " again (the log line of its creation has it): {}",
                replay.id(),
                replay.spec().stateMachine(),
                replay.state(),
                counts.open(),
                counts.total(),
                replay.spec().mode().redrives()
                        ? "what was started is adopted; what was redriven ends later than that request looks, and is"
                                + " left as it is."
                        : "what was started is adopted, the rest is started.");
    }
}
