@NullMarked
package io.github.sfnreplay.engine.control;

import org.jspecify.annotations.NullMarked;
