/// Looks at machines and executions on behalf of a person: starts nothing and stores nothing.
@NullMarked
package io.github.sfnreplay.engine.inspect;

import org.jspecify.annotations.NullMarked;
