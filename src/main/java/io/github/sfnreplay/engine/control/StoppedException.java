package io.github.sfnreplay.engine.control;

/// The replay was cancelled, or has ended: what is being done for it need not go on.
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoppedException() {
        super("the replay has been stopped", null, false, false);
    }
}
