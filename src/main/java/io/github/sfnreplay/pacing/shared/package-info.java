/// Divides the share of the quotas among the instances of the service that use one database.
@NullMarked
package io.github.sfnreplay.pacing.shared;

import org.jspecify.annotations.NullMarked;
