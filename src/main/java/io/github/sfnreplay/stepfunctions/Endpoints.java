package io.github.sfnreplay.stepfunctions;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Checks the endpoints that a user can set, because the SDK names neither the setting nor the fault.
final class Endpoints {

    /// The settings of one service, by system property and environment variable.
    enum Service {
        STEP_FUNCTIONS("aws.endpointUrlSfn", "AWS_ENDPOINT_URL_SFN"),
        LOGS("aws.endpointUrlCloudWatchLogs", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"),
        SECURITY_TOKENS("aws.endpointUrlSts", "AWS_ENDPOINT_URL_STS");

        private final String property;
        private final String variable;

        Service(String property, String variable) {
            this.property = property;
            this.variable = variable;
        }

        /// Property and variable of the service, then those of all services.
        List<Setting> settings() {
            return List.of(new Setting(property, variable), new Setting("aws.endpointUrl", "AWS_ENDPOINT_URL"));
        }
    }

    /// What the settings of the SDK say about the endpoint.
    ///
    /// @param blank whether one is set but empty, which the SDK would stumble over
    /// @param url the URL of the first that is not; null if there is none
    record Settings(boolean blank, @Nullable URI url) {}

    private record Setting(String property, String variable) {}

    private Endpoints() {}

    /// Reads the SDK's system properties and environment variables for Step Functions.
    static Settings read(Function<String, @Nullable String> properties, Function<String, @Nullable String> variables) {
        return read(Service.STEP_FUNCTIONS, properties, variables);
    }

    /// Reads the SDK's system properties and environment variables for a service.
    static Settings read(
            Service service,
            Function<String, @Nullable String> properties,
            Function<String, @Nullable String> variables) {
        var blank = false;
        for (var setting : service.settings()) {
            var property = properties.apply(setting.property());
            var name = property == null ? setting.variable() : setting.property();
            var value = property == null ? variables.apply(setting.variable()) : property;
            if (value != null && !value.isBlank()) {
                return new Settings(blank, url(name, value));
            }
            blank |= value != null;
        }
        return new Settings(blank, null);
    }

    /// Parses a URL, or says which setting has to be corrected.
    static URI url(String setting, String value) {
        try {
            var url = URI.create(value.strip());
            var scheme = url.getScheme();
            if (("http".equals(scheme) || "https".equals(scheme)) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException malformed) {
            // answered below
        }
        throw new IllegalStateException(
                "%s is '%s'; set it to a URL such as http://localhost:4566, or remove it".formatted(setting, value));
    }
}
