@NullMarked
package io.github.sfnreplay.engine.follow;

import org.jspecify.annotations.NullMarked;
