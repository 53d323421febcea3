package io.github.sfnreplay.system.clock;

import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The clock of AWS is a fifth of a second ahead.
class AwsSlightlyAheadTest extends SkewedClock {

    private static final Duration AHEAD = Duration.ofMillis(200);

    @RegisterExtension
    static final SharedService service = service(AHEAD, ChronoUnit.MILLIS);

    AwsSlightlyAheadTest() {
        super(service, AHEAD);
    }
}
