package io.github.sfnreplay.security.signin;

import org.springframework.security.core.AuthenticationException;

/// Too many attempts to sign in have failed; no password is looked at for a while.
public final class TooManyFailuresException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final long seconds;

    TooManyFailuresException(long seconds) {
        super("Too many attempts to sign in have failed.");
        this.seconds = seconds;
    }

    /// After how many seconds the next attempt is looked at.
    public long seconds() {
        return seconds;
    }
}
