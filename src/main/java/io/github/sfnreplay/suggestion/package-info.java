/// Guesses what was meant by a name that is not known.
@NullMarked
package io.github.sfnreplay.suggestion;

import org.jspecify.annotations.NullMarked;
