package io.github.sfnreplay.stepfunctions;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How Step Functions is called.
///
/// @param callTimeout how long one call may take from its first byte to its last
@ConfigurationProperties("sfn-replay")
record GatewayProperties(
        @DefaultValue("10s") Duration callTimeout,
        @DefaultValue Aws aws) {

    GatewayProperties {
        if (!callTimeout.isPositive()) {
            throw new IllegalArgumentException("sfn-replay.call-timeout must be positive, but is " + callTimeout);
        }
    }

    /// Where Step Functions is.
    ///
    /// @param endpoint stands in for AWS, and is called with made-up credentials and no other AWS setting; null to
    ///     call what the settings of the AWS SDK say
    record Aws(@Nullable URI endpoint) {}
}
