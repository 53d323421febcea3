/// Keeps replays and their items; in memory.
@NullMarked
package io.github.sfnreplay.store;

import org.jspecify.annotations.NullMarked;
