/// Keeps the service from starting with a setting that it does not know or cannot read.
@NullMarked
package io.github.sfnreplay.configuration;

import org.jspecify.annotations.NullMarked;
