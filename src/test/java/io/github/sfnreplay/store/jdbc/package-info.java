@NullMarked
package io.github.sfnreplay.store.jdbc;

import org.jspecify.annotations.NullMarked;
