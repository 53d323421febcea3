/// Keeps replays and their items in a database, and says which instance of the service runs which replay.
@NullMarked
package io.github.sfnreplay.store.jdbc;

import org.jspecify.annotations.NullMarked;
