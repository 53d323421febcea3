package io.github.sfnreplay.engine.log;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How logs are used.
///
/// @param enabled whether inputs and ends of STANDARD machines are read from logs where that is faster
/// @param ingestionDelay how long after an event its absence from the logs says something
@ConfigurationProperties("sfn-replay.logs")
public record LogSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("2m") Duration ingestionDelay) {}
