@NullMarked
package io.github.sfnreplay.store.memory;

import org.jspecify.annotations.NullMarked;
