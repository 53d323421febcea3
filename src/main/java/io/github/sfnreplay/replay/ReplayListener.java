package io.github.sfnreplay.replay;

/// Is told of every change of state of a replay, after it was stored. Must return at once; what it throws is logged and
/// changes nothing.
@FunctionalInterface
public interface ReplayListener {

    /// The replay has moved to another state.
    void moved(Replay before, Replay after);
}
