package io.github.sfnreplay.store.jdbc;

/// The service cannot work with the database that it was given.
public final class DatabaseRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /// @param message what is wrong, in one sentence
    /// @param action what to do about it, in one sentence
    DatabaseRefusedException(String message, String action) {
        super(message);
        this.action = action;
    }

    /// What to do about it.
    public String action() {
        return action;
    }
}
