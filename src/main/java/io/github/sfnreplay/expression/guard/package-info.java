@NullMarked
package io.github.sfnreplay.expression.guard;

import org.jspecify.annotations.NullMarked;
