package io.github.sfnreplay.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One execution, held as small as possible; guarded by the lock of its [World].
final class Execution {

    private final Machine machine;
    private final String name;
    private final byte[] input;
    private final long start;
    private final long sequence;
    private final @Nullable String qualifier;
    private Phase phase;
    private @Nullable Phase listed;
    private byte @Nullable [] output;
    private @Nullable String error;
    private @Nullable String cause;
    private @Nullable Redrives redrives;
    private boolean seeded;
    private boolean gone;

    Execution(Machine machine, @Nullable String qualifier, String name, byte[] input, long start, long sequence) {
        this.machine = machine;
        this.qualifier = qualifier;
        this.name = name;
        this.input = input;
        this.start = start;
        this.sequence = sequence;
        this.phase = new Phase(this, ExecutionStatus.RUNNING, 0, 0, 0, 0);
    }

    Machine machine() {
        return machine;
    }

    String name() {
        return name;
    }

    byte[] input() {
        return input;
    }

    String inputText() {
        return new String(input, StandardCharsets.UTF_8);
    }

    long start() {
        return start;
    }

    long sequence() {
        return sequence;
    }

    String arn() {
        return machine.executionArn(this);
    }

    @Nullable
    String aliasArn() {
        return machine.aliasArn(qualifier);
    }

    @Nullable
    String versionArn() {
        return machine.versionArn(qualifier);
    }

    @Nullable
    String qualifier() {
        return qualifier;
    }

    Phase phase() {
        return phase;
    }

    /// What listings show of it, which may lag behind; null when they do not show it.
    @Nullable
    Phase listed() {
        return listed;
    }

    void listed(@Nullable Phase as) {
        listed = as;
    }

    /// The output of the last attempt as JSON text, or null.
    @Nullable
    String output() {
        return output == null ? null : new String(output, StandardCharsets.UTF_8);
    }

    @Nullable
    String error() {
        return error;
    }

    @Nullable
    String cause() {
        return cause;
    }

    void markSeeded() {
        seeded = true;
    }

    /// Whether a call opened its present attempt: a start, or a redrive of a seeded one.
    boolean openedByCall() {
        return !seeded || phase.redriveCount() > 0;
    }

    boolean gone() {
        return gone;
    }

    void vanish() {
        gone = true;
    }

    void close(Outcome outcome, long at) {
        var text = outcome.output();
        output = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        error = outcome.error();
        cause = outcome.cause();
        phase = phase.closed(outcome.status(), at);
    }

    /// The earlier attempts and the client tokens; null as long as it has not been redriven.
    @Nullable
    Redrives redrives() {
        return redrives;
    }

    List<Redrives.Attempt> earlierAttempts() {
        return redrives == null ? List.of() : redrives.attempts();
    }

    void redrive(@Nullable String clientToken, long at) {
        if (redrives == null) {
            redrives = new Redrives();
        }
        redrives.add(new Redrives.Attempt(phase, error, cause), clientToken, at);
        error = null;
        cause = null;
        phase = phase.redriven(at);
    }
}
