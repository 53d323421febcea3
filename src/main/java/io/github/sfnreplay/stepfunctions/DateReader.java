package io.github.sfnreplay.stepfunctions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Shows the clock the `Date` of every answer of AWS, also of errors.
record DateReader(AwsClock clock) implements ExecutionInterceptor {

    private static final ExecutionAttribute<AwsClock.Moment> SENT = new ExecutionAttribute<>("sfn-replay.sent");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        attributes.putAttribute(SENT, clock.moment());
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        var sent = attributes.getAttribute(SENT);
        context.httpResponse()
                .firstMatchingHeader("Date")
                .flatMap(DateReader::parsed)
                .ifPresentOrElse(date -> clock.answered(sent, date), clock::answeredWithoutDate);
    }

    /// What a proxy makes of the header is no reason for a call to fail.
    private static Optional<Instant> parsed(String header) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
