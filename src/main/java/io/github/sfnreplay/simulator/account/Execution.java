package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One execution, held as small as possible; guarded by the lock of its [Account].
public final class Execution {

    /// Learns what executions do, under the lock of the account.
    public interface Listener {

        default void created(Machine machine) {}

        default void started(Execution execution, long at) {}

        /// It has just ended, in the phase that it shows.
        default void ended(Execution execution) {}
    }

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

    public Machine machine() {
        return machine;
    }

    public String name() {
        return name;
    }

    byte[] input() {
        return input;
    }

    public String inputText() {
        return new String(input, StandardCharsets.UTF_8);
    }

    public long start() {
        return start;
    }

    public long sequence() {
        return sequence;
    }

    public String arn() {
        return machine.executionArn(this);
    }

    public @Nullable String aliasArn() {
        return machine.aliasArn(qualifier);
    }

    public @Nullable String versionArn() {
        return machine.versionArn(qualifier);
    }

    @Nullable
    String qualifier() {
        return qualifier;
    }

    public Phase phase() {
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
    public @Nullable String output() {
        return output == null ? null : new String(output, StandardCharsets.UTF_8);
    }

    public @Nullable String error() {
        return error;
    }

    public @Nullable String cause() {
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

    public void vanish() {
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
