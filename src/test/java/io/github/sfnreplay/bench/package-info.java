/// Benchmarks, run by `./mvnw verify -Pbench`: each runs the alternative beside it, in the same run.
@NullMarked
package io.github.sfnreplay.bench;

import org.jspecify.annotations.NullMarked;
