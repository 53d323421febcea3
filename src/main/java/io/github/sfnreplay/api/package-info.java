/// The HTTP interface: reads requests strictly, shows replays, and explains every refusal as a problem.
@NullMarked
package io.github.sfnreplay.api;

import org.jspecify.annotations.NullMarked;
