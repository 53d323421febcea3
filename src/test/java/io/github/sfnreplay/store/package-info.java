@NullMarked
package io.github.sfnreplay.store;

import org.jspecify.annotations.NullMarked;
