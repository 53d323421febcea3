package io.github.sfnreplay.stepfunctions;

import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Checks the endpoints that a user can set, because the SDK names neither the setting nor the fault.
final class Endpoints {

    /// The settings of one service, by system property and environment variable.
    enum Service {
        STEP_FUNCTIONS("aws.endpointUrlSfn", "AWS_ENDPOINT_URL_SFN"),
        LOGS("aws.endpointUrlCloudWatchLogs", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"),
        SECURITY_TOKENS("aws.endpointUrlSts", "AWS_ENDPOINT_URL_STS");

        private final String[][] settings;

        Service(String property, String variable) {
            this.settings = new String[][] {{property, variable}, {"aws.endpointUrl", "AWS_ENDPOINT_URL"}};
        }
    }

    /// What the settings of the SDK say about the endpoint.
    ///
    /// @param blank whether one is set but empty, which the SDK would stumble over
    /// @param url the URL of the first that is not; null if there is none
    record Settings(boolean blank, @Nullable URI url) {}

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
        for (var setting : service.settings) {
            var property = properties.apply(setting[0]);
            var name = property == null ? setting[1] : setting[0];
            var value = property == null ? variables.apply(setting[1]) : property;
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
