/// Which executions are replayed, on endpoints that list in whatever order, and with which input.
@NullMarked
package io.github.sfnreplay.system.select;

import org.jspecify.annotations.NullMarked;
