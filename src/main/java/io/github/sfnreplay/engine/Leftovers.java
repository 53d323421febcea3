package io.github.sfnreplay.engine;

import io.github.sfnreplay.replay.Replay;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says at the end of the service which replays are left, and how to go on with them.
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    /// @param survives whether another instance, or this one after its start, goes on with it
    static void say(Replay replay, boolean survives) {
        var counts = replay.tally().itemCounts();
        log.warn(
                "Replay {} of {} is left in state {}, with {} of {} items to go. {}",
                replay.id(),
                replay.spec().stateMachine(),
                replay.state(),
                counts.open(),
                counts.total(),
                survives
                        ? "Another instance, or this one when it is started again, goes on with it."
                        : howToGoOn(replay));
    }

    private static String howToGoOn(Replay replay) {
        return "To go on, send its resolved request again (the log line of its creation has it): "
                + (replay.spec().mode().redrives()
                        ? "what was started is adopted; what was redriven ends later than that request looks, and is"
                                + " left as it is."
                        : "what was started is adopted, the rest is started.");
    }
}
