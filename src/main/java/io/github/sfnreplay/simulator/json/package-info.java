@NullMarked
package io.github.sfnreplay.simulator.json;

import org.jspecify.annotations.NullMarked;
