@NullMarked
package io.github.sfnreplay.observability;

import org.jspecify.annotations.NullMarked;
