package io.github.sfnreplay.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/// Lets Spring Boot set up a database only where one was asked for. Otherwise it would put an empty one on the heap,
/// for the driver of H2 is on the class path.
final class DatabaseSwitch implements AutoConfigurationImportFilter, EnvironmentAware {

    static final String URL = "spring.datasource.url";

    private static final String[] DATABASE = {
        "org.springframework.boot.jdbc.autoconfigure.", "org.springframework.boot.flyway.autoconfigure."
    };

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = isOn(environment);
    }

    /// Whether replays are kept in a database; an empty URL is none.
    static boolean isOn(Environment environment) {
        return StringUtils.hasText(environment.getProperty(URL));
    }

    /// Replays are kept in a database.
    static final class On implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return isOn(context.getEnvironment());
        }
    }

    /// Replays are kept in memory.
    static final class Off implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !isOn(context.getEnvironment());
        }
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        var matches = new boolean[classes.length];
        for (var i = 0; i < classes.length; i++) {
            matches[i] = admits(classes[i]);
        }
        return matches;
    }

    boolean admits(@Nullable String name) {
        return on || !isOfDatabase(name);
    }

    private static boolean isOfDatabase(@Nullable String name) {
        return name != null && Arrays.stream(DATABASE).anyMatch(name::startsWith);
    }
}
