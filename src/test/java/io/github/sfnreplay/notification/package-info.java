@NullMarked
package io.github.sfnreplay.notification;

import org.jspecify.annotations.NullMarked;
