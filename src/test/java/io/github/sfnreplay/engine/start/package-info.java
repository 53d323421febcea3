@NullMarked
package io.github.sfnreplay.engine.start;

import org.jspecify.annotations.NullMarked;
