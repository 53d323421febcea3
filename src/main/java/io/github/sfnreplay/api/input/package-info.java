@NullMarked
package io.github.sfnreplay.api.input;

import org.jspecify.annotations.NullMarked;
