package io.github.sfnreplay.system.clock;

import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The clock of AWS is five seconds behind.
class AwsBehindTest extends SkewedClock {

    private static final Duration AHEAD = Duration.ofSeconds(-5);

    @RegisterExtension
    static final SharedService service = service(AHEAD, ChronoUnit.MILLIS);

    AwsBehindTest() {
        super(service, AHEAD);
    }
}
