/// Replays as a whole: the real application on a real port, against a Step Functions endpoint that keeps a ledger.
@NullMarked
package io.github.sfnreplay.system;

import org.jspecify.annotations.NullMarked;
