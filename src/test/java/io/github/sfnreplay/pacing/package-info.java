@NullMarked
package io.github.sfnreplay.pacing;

import org.jspecify.annotations.NullMarked;
