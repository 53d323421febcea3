@NullMarked
package io.github.sfnreplay.simulator.wire;

import org.jspecify.annotations.NullMarked;
