/// What a person looks at before a replay: machines, executions, inputs, expressions.
@NullMarked
package io.github.sfnreplay.api.inspect;

import org.jspecify.annotations.NullMarked;
