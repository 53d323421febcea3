package io.github.sfnreplay.system.clock;

import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The clock of AWS is two minutes ahead.
class AwsAheadTest extends SkewedClock {

    private static final Duration AHEAD = Duration.ofMinutes(2);

    @RegisterExtension
    static final SharedService service = service(AHEAD, ChronoUnit.MILLIS);

    AwsAheadTest() {
        super(service, AHEAD);
    }
}
