/// Says which instance runs which replay: by a lease in the replay's row, on the clock of the database.
@NullMarked
package io.github.sfnreplay.store.lease;

import org.jspecify.annotations.NullMarked;
