@NullMarked
package io.github.sfnreplay.engine.read;

import org.jspecify.annotations.NullMarked;
