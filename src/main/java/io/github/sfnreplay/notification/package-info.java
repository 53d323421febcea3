/// Tells somebody outside when a replay needs attention or has ended: one webhook.
@NullMarked
package io.github.sfnreplay.notification;

import org.jspecify.annotations.NullMarked;
