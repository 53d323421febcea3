/// The gateway to the logs that state machines write to CloudWatch Logs.
@NullMarked
package io.github.sfnreplay.executionlogs;

import org.jspecify.annotations.NullMarked;
