/// Programs of this project in processes of their own, for tests and benchmarks.
@NullMarked
package io.github.sfnreplay.process;

import org.jspecify.annotations.NullMarked;
