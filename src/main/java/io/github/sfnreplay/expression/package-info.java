/// JSONata expressions on execution inputs, bounded in time, depth and size, and the comparison of outputs as JSON.
@NullMarked
package io.github.sfnreplay.expression;

import org.jspecify.annotations.NullMarked;
