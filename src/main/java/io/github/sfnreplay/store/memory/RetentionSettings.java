package io.github.sfnreplay.store.memory;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How long replays are kept.
///
/// @param time how long a finished, or planned and never confirmed, replay is kept
/// @param replays how many finished, or planned and never confirmed, replays are kept
/// @param items how many items all replays together may have; an ARN that a request names counts as one
/// @param texts how much memory the causes, details and error names of all items together may take; what no longer
///              fits is left out, the oldest finished replay's first
@ConfigurationProperties("sfn-replay.retention")
public record RetentionSettings(
        @DefaultValue("7d") Duration time,
        @DefaultValue("1000") int replays,
        @DefaultValue("2000000") int items,
        @DefaultValue("64MB") DataSize texts) {}
