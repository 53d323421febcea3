package io.github.sfnreplay.configuration;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says at start which settings are unknown, instead of a stack trace.
final class UnknownSettingAnalyzer extends AbstractFailureAnalyzer<UnknownSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, UnknownSettingException failure) {
        return new FailureAnalysis(
                String.valueOf(failure.getMessage()),
                "Correct the names, or remove them; src/docs/configuration.md lists all settings. Nothing is ignored, so"
                        + " that a slip cannot leave a protection out.",
                failure);
    }
}
