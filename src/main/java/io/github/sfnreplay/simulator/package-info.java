/// An embedded AWS Step Functions for the demo, tests and benchmarks: AWS JSON 1.0 over loopback HTTP.
@NullMarked
package io.github.sfnreplay.simulator;

import org.jspecify.annotations.NullMarked;
