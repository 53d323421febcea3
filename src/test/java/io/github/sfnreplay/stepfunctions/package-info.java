@NullMarked
package io.github.sfnreplay.stepfunctions;

import org.jspecify.annotations.NullMarked;
