/// Tries to make the service lose something, or start something twice: with faults, controls and outages at random, by
/// killing it, and by ending it politely.
@NullMarked
package io.github.sfnreplay.chaos;

import org.jspecify.annotations.NullMarked;
