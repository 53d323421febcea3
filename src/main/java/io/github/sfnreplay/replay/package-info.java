/// The domain: what a replay is, which moves it allows, and the ports it needs.
@NullMarked
package io.github.sfnreplay.replay;

import org.jspecify.annotations.NullMarked;
