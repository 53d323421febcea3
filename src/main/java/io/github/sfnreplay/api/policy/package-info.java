/// The AWS permissions that the service needs as it is configured.
@NullMarked
package io.github.sfnreplay.api.policy;

import org.jspecify.annotations.NullMarked;
