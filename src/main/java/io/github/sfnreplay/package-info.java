/// Replays past AWS Step Functions executions in bulk.
@NullMarked
package io.github.sfnreplay;

import org.jspecify.annotations.NullMarked;
