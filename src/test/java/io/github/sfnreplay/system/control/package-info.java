/// What is seen and changed before, while and after a replay runs.
@NullMarked
package io.github.sfnreplay.system.control;

import org.jspecify.annotations.NullMarked;
