/// Fixtures that tests of several packages share: a scripted gateway, a clock and a ticker that tests move, and
/// replays that are ready to be worked on.
@NullMarked
package io.github.sfnreplay.testing;

import org.jspecify.annotations.NullMarked;
