/// Keeps the service within its share of the account's quotas, and backs off before AWS has to.
@NullMarked
package io.github.sfnreplay.pacing;

import org.jspecify.annotations.NullMarked;
