package io.github.sfnreplay.notification;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Under which address people reach the service.
///
/// @param publicUrl for links in notifications, such as `https://replay.example.com`; null for none
@ConfigurationProperties("sfn-replay")
record PublicAddress(@Nullable URI publicUrl) {

    /// The page of a replay; null where the address is not known.
    @Nullable
    String pageOf(String replayId) {
        return publicUrl == null ? null : publicUrl.toString().replaceFirst("/+$", "") + "/#/replays/" + replayId;
    }
}
