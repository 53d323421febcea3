@NullMarked
package io.github.sfnreplay.engine;

import org.jspecify.annotations.NullMarked;
