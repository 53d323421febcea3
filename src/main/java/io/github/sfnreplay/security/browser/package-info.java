/// What keeps pages of other sites out.
@NullMarked
package io.github.sfnreplay.security.browser;

import org.jspecify.annotations.NullMarked;
