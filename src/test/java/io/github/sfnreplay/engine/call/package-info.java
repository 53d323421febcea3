@NullMarked
package io.github.sfnreplay.engine.call;

import org.jspecify.annotations.NullMarked;
