/// The live events of a replay.
@NullMarked
package io.github.sfnreplay.api.events;

import org.jspecify.annotations.NullMarked;
