@NullMarked
package io.github.sfnreplay.api.problem;

import org.jspecify.annotations.NullMarked;
