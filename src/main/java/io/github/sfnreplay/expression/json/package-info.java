@NullMarked
package io.github.sfnreplay.expression.json;

import org.jspecify.annotations.NullMarked;
