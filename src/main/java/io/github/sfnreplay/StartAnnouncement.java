package io.github.sfnreplay;

import io.github.sfnreplay.pacing.PacingSettings;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Says once, when the service is up, where it listens and whom it calls.
@Component
final class StartAnnouncement {

    private static final Logger log = LoggerFactory.getLogger(StartAnnouncement.class);

    private final Environment environment;
    private final PacingSettings pacing;

    StartAnnouncement(Environment environment, PacingSettings pacing) {
        this.environment = environment;
        this.pacing = pacing;
    }

    @EventListener(ApplicationReadyEvent.class)
    void isUp() {
        log.info(text());
    }

    String text() {
        return "Listening on %s port %s; Step Functions at %s; listing Region %s unless asked for another; share of the quotas %s"
                .formatted(
                        first("*", "server.address"),
                        first("none", "local.server.port", "server.port"),
                        first("AWS", "sfn-replay.aws.endpoint", "AWS_ENDPOINT_URL_SFN", "AWS_ENDPOINT_URL"),
                        first("none", "sfn-replay.region", "AWS_REGION", "AWS_DEFAULT_REGION"),
                        pacing.share());
    }

    private String first(String otherwise, String... names) {
        return Stream.of(names)
                .map(environment::getProperty)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse(otherwise);
    }
}
