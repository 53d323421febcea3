@NullMarked
package io.github.sfnreplay.api.view;

import org.jspecify.annotations.NullMarked;
