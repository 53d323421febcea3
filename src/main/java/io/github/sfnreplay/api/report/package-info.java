/// The report of a replay, streamed.
@NullMarked
package io.github.sfnreplay.api.report;

import org.jspecify.annotations.NullMarked;
