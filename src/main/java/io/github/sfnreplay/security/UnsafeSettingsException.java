package io.github.sfnreplay.security;

/// Settings with which the service would not be guarded; it does not start. Holds no secret.
class UnsafeSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /// @param description one sentence: what is wrong
    /// @param action what to set, by the names of the properties
    UnsafeSettingsException(String description, String action) {
        super(description);
        this.action = action;
    }

    String action() {
        return action;
    }
}
