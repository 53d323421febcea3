@NullMarked
package io.github.sfnreplay.simulator.http;

import org.jspecify.annotations.NullMarked;
