@NullMarked
package io.github.sfnreplay.api.inspect;

import org.jspecify.annotations.NullMarked;
