@NullMarked
package io.github.sfnreplay.api.docs;

import org.jspecify.annotations.NullMarked;
