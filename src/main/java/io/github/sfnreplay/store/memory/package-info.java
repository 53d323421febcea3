/// Keeps replays and their items on the heap, in packed columns, and counts them.
@NullMarked
package io.github.sfnreplay.store.memory;

import org.jspecify.annotations.NullMarked;
