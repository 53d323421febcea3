@NullMarked
package io.github.sfnreplay.page;

import org.jspecify.annotations.NullMarked;
