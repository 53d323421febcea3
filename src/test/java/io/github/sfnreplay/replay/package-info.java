/// The rules of the domain.
@NullMarked
package io.github.sfnreplay.replay;

import org.jspecify.annotations.NullMarked;
