@NullMarked
package io.github.sfnreplay.executionlogs;

import org.jspecify.annotations.NullMarked;
