package io.github.sfnreplay.replay;

/// The store does not answer at present. Another attempt later may succeed.
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
