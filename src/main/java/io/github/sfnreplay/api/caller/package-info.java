/// Who calls, and what they may do.
@NullMarked
package io.github.sfnreplay.api.caller;

import org.jspecify.annotations.NullMarked;
