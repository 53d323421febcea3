@NullMarked
package io.github.sfnreplay.api.request;

import org.jspecify.annotations.NullMarked;
