@NullMarked
package io.github.sfnreplay.simulator.spec;

import org.jspecify.annotations.NullMarked;
