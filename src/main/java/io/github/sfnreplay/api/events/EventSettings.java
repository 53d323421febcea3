package io.github.sfnreplay.api.events;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How many may watch.
///
/// @param maxSubscribers streams that may be open at once; each holds one of Tomcat's 2,000 connections, of which the
///        other requests need some
/// @param maxPerCaller of those, how many one caller who has signed in may have open
@ConfigurationProperties("sfn-replay.events")
record EventSettings(
        @DefaultValue("500") int maxSubscribers,
        @DefaultValue("50") int maxPerCaller) {

    EventSettings {
        if (maxSubscribers < 1) {
            throw new IllegalArgumentException("sfn-replay.events.max-subscribers must be above 0");
        }
        if (maxPerCaller < 1) {
            throw new IllegalArgumentException("sfn-replay.events.max-per-caller must be above 0");
        }
    }
}
