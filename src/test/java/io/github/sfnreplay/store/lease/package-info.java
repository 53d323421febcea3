@NullMarked
package io.github.sfnreplay.store.lease;

import org.jspecify.annotations.NullMarked;
