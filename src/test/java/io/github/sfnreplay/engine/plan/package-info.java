@NullMarked
package io.github.sfnreplay.engine.plan;

import org.jspecify.annotations.NullMarked;
