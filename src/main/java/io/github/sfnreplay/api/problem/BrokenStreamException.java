package io.github.sfnreplay.api.problem;

/// An answer broke off after its beginning had been sent. No problem can be answered any more: the connection has to be
/// cut, so that the client does not take the part for the whole.
public class BrokenStreamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BrokenStreamException(Throwable cause) {
        super("An answer broke off after its beginning had been sent", cause);
    }
}
