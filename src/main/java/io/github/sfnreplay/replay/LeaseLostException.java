package io.github.sfnreplay.replay;

/// Another instance runs the replay by now: nothing was written, and nothing may be.
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseLostException(String id) {
        super("replay " + id + " is run by another instance");
    }
}
