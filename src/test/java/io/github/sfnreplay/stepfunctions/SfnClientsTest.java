package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.sfnreplay.stepfunctions.credentials.AccountCredentials;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which client is made for what, and where it calls.
class SfnClientsTest {

    @Test
    void keepsOneClientPerAccountAndRegion() {
        try (var clients = clients(null)) {
            var client = clients.get("123456789012", "eu-west-1");

            assertThat(clients.get("123456789012", "eu-west-1")).isSameAs(client);
            assertThat(clients.get("123456789012", "eu-west-2")).isNotSameAs(client);
            assertThat(clients.get("210987654321", "eu-west-1")).isNotSameAs(client);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, https://states.eu-west-1.amazonaws.com",
        "cn-north-1, https://states.cn-north-1.amazonaws.com.cn",
        "us-gov-west-1, https://states.us-gov-west-1.amazonaws.com"
    })
    void callsTheRegionsOwnEndpointWhenTheVariableIsEmpty(String region, URI expected) {
        try (var clients = clients(null)) {
            var override = clients.get("123456789012", region)
                    .serviceClientConfiguration()
                    .endpointOverride();

            assertThat(override).contains(expected);
        }
    }

    @Test
    void refusesAnEndpointWithoutScheme() {
        assertThatIllegalStateException()
                .isThrownBy(() -> clients(URI.create("localhost:4566")))
                .withMessageStartingWith("sfn-replay.aws.endpoint is 'localhost:4566'");
    }

    private static SfnClients clients(@Nullable URI endpoint) {
        return new SfnClients(
                new GatewayProperties(Duration.ofSeconds(1), new GatewayProperties.Aws(endpoint)),
                new Endpoints.Settings(true, null),
                AccountCredentials.ownOnly(Gateways.credentials()),
                new AwsClock(System::nanoTime, Clock.systemUTC()));
    }
}
