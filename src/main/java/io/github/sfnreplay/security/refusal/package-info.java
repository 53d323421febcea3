/// How requests are refused before they reach a controller.
@NullMarked
package io.github.sfnreplay.security.refusal;

import org.jspecify.annotations.NullMarked;
