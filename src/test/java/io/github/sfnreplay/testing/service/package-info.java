/// The one harness of all tests and benchmarks that run the whole service: the service in this process or in its own,
/// the simulator that it calls, a client of its API, and what must hold in every answer.
@NullMarked
package io.github.sfnreplay.testing.service;

import org.jspecify.annotations.NullMarked;
