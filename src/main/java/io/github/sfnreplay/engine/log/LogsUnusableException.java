package io.github.sfnreplay.engine.log;

/// Logs cannot be used; whoever asked does without.
final class LogsUnusableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean notable;

    /// @param notable whether a person should know
    LogsUnusableException(String why, boolean notable) {
        super(why, null, false, false);
        this.notable = notable;
    }

    boolean isNotable() {
        return notable;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
