package io.github.sfnreplay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.pacing.PacingSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class StartAnnouncementTest {

    private final MockEnvironment environment =
            new MockEnvironment().withProperty("server.address", "127.0.0.1").withProperty("local.server.port", "8080");
    private final StartAnnouncement announcement =
            new StartAnnouncement(environment, new PacingSettings(0.5, Map.of()));

    @Test
    void saysThatItCallsAws() {
        assertThat(announcement.text())
                .isEqualTo(
                        "Listening on 127.0.0.1 port 8080; Step Functions at AWS; listing Region none unless asked for"
                                + " another; share of the quotas 0.5");
    }

    @Test
    void saysWhichOtherEndpointItCalls() {
        environment.setProperty("AWS_ENDPOINT_URL_SFN", "http://localhost:4566");
        environment.setProperty("AWS_REGION", "eu-west-1");
        assertThat(announcement.text()).contains("Step Functions at http://localhost:4566", "Region eu-west-1");
    }
}
