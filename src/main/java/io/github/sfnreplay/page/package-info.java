/// The dashboard at `/`: static files, served so that a browser runs nothing else and keeps nothing stale.
@NullMarked
package io.github.sfnreplay.page;

import org.jspecify.annotations.NullMarked;
