@NullMarked
package io.github.sfnreplay.api.policy;

import org.jspecify.annotations.NullMarked;
