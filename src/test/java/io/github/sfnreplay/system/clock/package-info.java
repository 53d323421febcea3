/// Replays on endpoints whose clock is not the service's.
@NullMarked
package io.github.sfnreplay.system.clock;

import org.jspecify.annotations.NullMarked;
