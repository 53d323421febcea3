package io.github.sfnreplay.configuration;

import java.util.List;

/// Settings were given that the service does not know.
final class UnknownSettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param settings one sentence for each; no values, which may be secrets
    UnknownSettingException(List<String> settings) {
        super(String.join("\n", settings));
    }
}
