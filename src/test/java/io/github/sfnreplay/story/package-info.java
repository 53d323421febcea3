/// Stories of whole replays: the real application on a real port, against a Step Functions endpoint that keeps books.
@NullMarked
package io.github.sfnreplay.story;

import org.jspecify.annotations.NullMarked;
