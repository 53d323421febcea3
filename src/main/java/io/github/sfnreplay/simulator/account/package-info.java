@NullMarked
package io.github.sfnreplay.simulator.account;

import org.jspecify.annotations.NullMarked;
