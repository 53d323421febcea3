/// Keeps replays and their items: chooses the store by configuration, in memory or in a database.
@NullMarked
package io.github.sfnreplay.store;

import org.jspecify.annotations.NullMarked;
