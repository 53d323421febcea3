/// What the machines of the simulator log to CloudWatch Logs, with everything that can be wrong with that.
@NullMarked
package io.github.sfnreplay.simulator.logs;

import org.jspecify.annotations.NullMarked;
