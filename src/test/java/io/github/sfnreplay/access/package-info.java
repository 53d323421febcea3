/// What the service may touch, and with whose credentials.
@NullMarked
package io.github.sfnreplay.access;

import org.jspecify.annotations.NullMarked;
