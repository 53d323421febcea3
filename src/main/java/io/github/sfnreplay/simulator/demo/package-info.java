@NullMarked
package io.github.sfnreplay.simulator.demo;

import org.jspecify.annotations.NullMarked;
