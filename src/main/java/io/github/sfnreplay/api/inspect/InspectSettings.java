package io.github.sfnreplay.api.inspect;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where to look when a caller does not say.
///
/// @param region whose state machines are listed where none is named; null if one must be named
@ConfigurationProperties("sfn-replay")
record InspectSettings(@Nullable String region) {

    InspectSettings {
        region = region == null || region.isBlank() ? null : region;
    }
}
