/// Who may call: open on loopback, by name and password, or by token. Stands in front of the HTTP interface.
@NullMarked
package io.github.sfnreplay.security;

import org.jspecify.annotations.NullMarked;
