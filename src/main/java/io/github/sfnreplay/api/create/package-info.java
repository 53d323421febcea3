/// How replays are created: from a JSON body, or from a file of executions.
@NullMarked
package io.github.sfnreplay.api.create;

import org.jspecify.annotations.NullMarked;
