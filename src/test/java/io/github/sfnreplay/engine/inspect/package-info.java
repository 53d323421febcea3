@NullMarked
package io.github.sfnreplay.engine.inspect;

import org.jspecify.annotations.NullMarked;
