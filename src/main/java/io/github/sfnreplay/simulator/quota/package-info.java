@NullMarked
package io.github.sfnreplay.simulator.quota;

import org.jspecify.annotations.NullMarked;
