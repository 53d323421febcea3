package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.replay.Item;

/// Starts one item; the permit for the first attempt is there.
interface StartAttempt {

    /// Starts it.
    ///
    /// @return the item as it is now; unchanged if the replay was stopped before anything was started
    Item start(Item item, String input) throws InterruptedException;
}
