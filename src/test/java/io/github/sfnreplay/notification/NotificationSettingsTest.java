package io.github.sfnreplay.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationSettingsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.com/services/T000",
                "http://127.0.0.1:9000/hook",
                "http://localhost/hook",
                "http://[::1]:9000/"
            })
    void acceptsHttpsAndLoopback(String url) {
        assertThat(settings(url, null).url()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/",
                "ftp://127.0.0.1/",
                "hooks.example.com",
                "http://127.0.0.1.example.com/"
            })
    void refusesWhatWouldSendInTheClear(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(url, null))
                .withMessageContaining("sfn-replay.notification.url")
                .withMessageContaining("for example https://");
    }

    @Test
    void showsNeitherTokenNorSecret() {
        assertThat(settings("https://hooks.example.com/services/T000/B000", "s3cret")
                        .toString())
                .doesNotContain("T000", "s3cret");
    }

    @Test
    void linksToThePageOfAReplay() {
        assertThat(new PublicAddress(URI.create("https://replay.example.com/")).pageOf("42"))
                .isEqualTo("https://replay.example.com/#/replays/42");
        assertThat(new PublicAddress(null).pageOf("42")).isNull();
    }

    private static NotificationSettings settings(String url, @org.jspecify.annotations.Nullable String secret) {
        return new NotificationSettings(URI.create(url), secret, null, Duration.ofSeconds(1), Duration.ofHours(1));
    }
}
