@NullMarked
package io.github.sfnreplay.api.openapi;

import org.jspecify.annotations.NullMarked;
