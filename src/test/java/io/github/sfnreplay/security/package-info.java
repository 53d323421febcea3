/// Tests of who may call.
@NullMarked
package io.github.sfnreplay.security;

import org.jspecify.annotations.NullMarked;
