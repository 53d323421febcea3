/// Reads inputs and ends in bulk from what machines have logged. Uses logs only where that is safe and faster.
@NullMarked
package io.github.sfnreplay.engine.log;

import org.jspecify.annotations.NullMarked;
