package io.github.sfnreplay.replay;

/// A refusal, with the [Fault] that explains it.
public class ReplayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public ReplayException(Fault fault) {
        super(fault.detail());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
