/// The whole service on a database, as its callers see it.
@NullMarked
package io.github.sfnreplay.system.database;

import org.jspecify.annotations.NullMarked;
