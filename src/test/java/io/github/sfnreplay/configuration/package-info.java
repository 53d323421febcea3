@NullMarked
package io.github.sfnreplay.configuration;

import org.jspecify.annotations.NullMarked;
