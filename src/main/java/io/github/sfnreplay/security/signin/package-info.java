/// How callers prove who they are, and how often they may fail.
@NullMarked
package io.github.sfnreplay.security.signin;

import org.jspecify.annotations.NullMarked;
