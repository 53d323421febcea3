/// Tests of what is true before, while and after a replay, on the whole service and a simulated Step Functions.
@NullMarked
package io.github.sfnreplay.controls;

import org.jspecify.annotations.NullMarked;
