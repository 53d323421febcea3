package io.github.sfnreplay.security.signin;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/// Bounds how often signing in may fail: from one address, and for one name, whether or not anybody has that name.
public final class FailedSignIns {

    private final RateLimit byAddress;
    private final RateLimit byName;

    /// @param perMinute for one address, and as many for one name
    public FailedSignIns(int perMinute, TimeMeter time) {
        this.byAddress = new RateLimit(perMinute, perMinute, Duration.ofMinutes(1), time);
        this.byName = new RateLimit(perMinute, perMinute, Duration.ofMinutes(1), time);
    }

    /// Begins an attempt, which counts as failed until it has succeeded.
    ///
    /// @throws TooManyFailuresException if too many have failed
    void attempt(String address, String name) {
        refuse(byAddress.take(address));
        refuse(byName.take(name));
    }

    void succeeded(String address, String name) {
        byAddress.giveBack(address);
        byName.giveBack(name);
    }

    /// Counts a failure that names nobody.
    ///
    /// @return 0, or else after how many seconds the address may fail again
    public long failed(String address) {
        return byAddress.take(address);
    }

    private static void refuse(long seconds) {
        if (seconds > 0) {
            throw new TooManyFailuresException(seconds);
        }
    }
}
