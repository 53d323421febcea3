/// Tests of how callers prove who they are.
@NullMarked
package io.github.sfnreplay.security.signin;

import org.jspecify.annotations.NullMarked;
