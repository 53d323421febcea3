package io.github.sfnreplay.engine.follow;

import io.github.sfnreplay.engine.control.Gate;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayState;

/// The gates of what goes on while the starts are held. Each shuts as soon as its calls are of no more use, so that
/// nobody waits for a call whose answer changes nothing.
///
/// @param untilEnd stops executions, and finds out what became of starts in doubt, until the replay has ended
/// @param whileFollowed looks for ends, until the replay is cancelled and nothing is to be stopped
/// @param whileJudged reads how executions ended, until the replay is cancelled
public record FollowingGates(Gate untilEnd, Gate whileFollowed, Gate whileJudged) {

    public FollowingGates() {
        this(new Gate(), new Gate(), new Gate());
    }

    /// The replay has moved on. A second cancel may ask for what runs to be stopped too, so that it is followed again.
    void replayChanged(Replay after) {
        if (after.state() == ReplayState.CANCELLING) {
            whileJudged.set(Gate.Position.SHUT);
            whileFollowed.set(after.stopRunning() ? Gate.Position.OPEN : Gate.Position.SHUT);
        }
    }

    void stopJudging() {
        whileJudged.set(Gate.Position.SHUT);
    }

    /// Nothing goes on any more.
    void shut() {
        untilEnd.set(Gate.Position.SHUT);
        whileFollowed.set(Gate.Position.SHUT);
        whileJudged.set(Gate.Position.SHUT);
    }
}
