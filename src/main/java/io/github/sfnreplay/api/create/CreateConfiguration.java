package io.github.sfnreplay.api.create;

import io.github.sfnreplay.api.ApiSettings;
import io.github.sfnreplay.api.input.BodyLimits;
import io.github.sfnreplay.api.input.BodyReader;
import io.github.sfnreplay.api.input.StrictJson;
import io.github.sfnreplay.replay.IdempotencyKeys;
import io.github.sfnreplay.replay.Replays;
import io.github.sfnreplay.replay.RequestBounds;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// Wires what creates replays.
@Configuration(proxyBeanMethods = false)
class CreateConfiguration {

    /// A client gives up after some 30 seconds, and should get an answer before.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    ResumeLine resumeLine(JsonMapper mapper) {
        return new ResumeLine(StrictJson.from(mapper));
    }

    @Bean
    ReplayCreation replayCreation(Replays replays, IdempotencyKeys keys, ResumeLine resumeLine, ApiSettings settings) {
        return new ReplayCreation(
                replays, keys, resumeLine, Math.min(RequestBounds.DEFAULT_MAX_ITEMS, settings.maxItems()));
    }

    @Bean
    UploadReader uploadReader(BodyReader bodies, BodyLimits limits, ApiSettings settings) {
        return new UploadReader(bodies, limits, settings.maxItems());
    }

    @Bean
    UploadGate uploadGate() {
        return new UploadGate(PATIENCE);
    }
}
