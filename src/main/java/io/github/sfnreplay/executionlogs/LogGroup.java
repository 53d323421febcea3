package io.github.sfnreplay.executionlogs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A log group, as far as it matters for reading executions from it.
///
/// @param retention how long events are kept; null for ever
/// @param masks whether a data protection policy masks parts of what is read
/// @param hasMasked whether one ever did, so that older events may be masked
/// @param searchable whether its class allows `FilterLogEvents`; INFREQUENT_ACCESS and DELIVERY do not
public record LogGroup(
        LogGroupArn arn, @Nullable Duration retention, boolean masks, boolean hasMasked, boolean searchable) {}
