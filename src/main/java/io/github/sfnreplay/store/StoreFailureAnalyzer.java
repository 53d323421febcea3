package io.github.sfnreplay.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/// Says in one sentence why the service does not start on its database.
final class StoreFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private final Environment environment;

    StoreFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        if (!DatabaseSwitch.isOn(environment)) {
            return null;
        }
        var state = cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.startsWith("28")) {
            return new FailureAnalysis(
                    "The database refused the user or the password.",
                    "Check spring.datasource.username and spring.datasource.password.",
                    rootFailure);
        }
        if (state.startsWith("3D") || state.startsWith("90146") || state.startsWith("90013")) {
            return new FailureAnalysis(
                    "There is no such database as spring.datasource.url names.",
                    "Create it, or correct the URL.",
                    rootFailure);
        }
        return new FailureAnalysis(
                "The database that spring.datasource.url names could not be used: " + firstLine(cause),
                "Check that the URL is right, and that the database runs and can be reached from here.",
                rootFailure);
    }

    private static String firstLine(SQLException cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("") + " (SQL state " + cause.getSQLState()
                + ")";
    }
}
