/// Whose credentials a call uses: the service's own, or those of the role that is configured for the account.
@NullMarked
package io.github.sfnreplay.stepfunctions.credentials;

import org.jspecify.annotations.NullMarked;
