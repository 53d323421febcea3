package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How the endpoint settings of the SDK are read.
class EndpointsTest {

    @Test
    void findsNothingWhereNothingIsSet() {
        assertThat(read(Map.of(), Map.of())).isEqualTo(new Endpoints.Settings(false, null));
    }

    @Test
    void prefersTheServiceToTheRestAndPropertiesToVariables() {
        var variables = Map.of("AWS_ENDPOINT_URL_SFN", "http://sfn:1", "AWS_ENDPOINT_URL", "http://all:2");

        assertThat(read(Map.of(), variables).url()).isEqualTo(URI.create("http://sfn:1"));
        assertThat(read(Map.of("aws.endpointUrlSfn", "http://mine:3"), variables)
                        .url())
                .isEqualTo(URI.create("http://mine:3"));
    }

    @Test
    void takesAnEmptyVariableForOneThatIsNotSet() {
        assertThat(read(Map.of(), Map.of("AWS_ENDPOINT_URL_SFN", " "))).isEqualTo(new Endpoints.Settings(true, null));
        assertThat(read(Map.of(), Map.of("AWS_ENDPOINT_URL_SFN", "", "AWS_ENDPOINT_URL", "https://all:2")))
                .isEqualTo(new Endpoints.Settings(true, URI.create("https://all:2")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:4566", "localhost", "http://", "ftp://host", "http://a b", "//host"})
    void saysWhichSettingIsNoUrl(String value) {
        assertThatIllegalStateException()
                .isThrownBy(() -> read(Map.of(), Map.of("AWS_ENDPOINT_URL_SFN", value)))
                .withMessage("AWS_ENDPOINT_URL_SFN is '%s'; set it to a URL such as http://localhost:4566, or remove it"
                        .formatted(value));
    }

    @Test
    void readsTheSettingsOfEachService() {
        var properties = Map.of("aws.endpointUrlSts", "http://sts:1", "aws.endpointUrlSfn", "http://sfn:2");

        assertThat(Endpoints.read(Endpoints.Service.SECURITY_TOKENS, properties::get, name -> null)
                        .url())
                .isEqualTo(URI.create("http://sts:1"));
        assertThat(Endpoints.read(
                                Endpoints.Service.SECURITY_TOKENS,
                                name -> null,
                                Map.of("AWS_ENDPOINT_URL_STS", "http://sts:3")::get)
                        .url())
                .isEqualTo(URI.create("http://sts:3"));
    }

    private static Endpoints.Settings read(Map<String, String> properties, Map<String, String> variables) {
        return Endpoints.read(properties::get, variables::get);
    }
}
