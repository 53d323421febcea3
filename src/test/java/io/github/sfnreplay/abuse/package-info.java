/// Tries to break the running service: bad requests, floods, slow clients, and secrets that must not come out.
@NullMarked
package io.github.sfnreplay.abuse;

import org.jspecify.annotations.NullMarked;
