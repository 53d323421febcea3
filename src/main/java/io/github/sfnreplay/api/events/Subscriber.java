package io.github.sfnreplay.api.events;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// One client that watches a replay. It gets the newest version whenever its last write is done, and none that came
/// between; a thread is held only while something is written.
final class Subscriber {

    /// Well below the minute after which proxies commonly cut silent connections.
    private static final int HEARTBEAT_SECONDS = 15;

    /// A replay that names 10,000 executions has more than a megabyte; watched by hundreds, four a second of that would
    /// take a network for itself. 256 KB a second for each are above any usual replay.
    private static final int BYTES_PER_TICK = 64 * 1024;

    private final String replayId;
    private final SseEmitter emitter;
    private final Executor writers;
    private final int silentTicks;
    private final AtomicBoolean writing = new AtomicBoolean();

    /// Guarded by `writing`.
    private long sent;

    /// Ticks since the last write; guarded by `writing`.
    private int silent;

    /// Ticks that the last event has used up; guarded by `writing`.
    private int pause;

    Subscriber(String replayId, SseEmitter emitter, Executor writers, int ticksPerSecond) {
        this.replayId = replayId;
        this.emitter = emitter;
        this.writers = writers;
        this.silentTicks = HEARTBEAT_SECONDS * ticksPerSecond;
    }

    String replayId() {
        return replayId;
    }

    /// Sends what is new in it, or a sign of life when it is time for one, unless a write is still under way.
    void offer(Frame frame) {
        if (!writing.compareAndSet(false, true)) {
            return;
        }
        var isNew = frame.version() != sent;
        if (++silent < (isNew ? ticksBefore(frame) : silentTicks)) {
            writing.set(false);
            return;
        }
        sent = frame.version();
        silent = 0;
        pause = isNew ? frame.json().length() / BYTES_PER_TICK : pause;
        writers.execute(() -> write(frame, isNew));
    }

    /// Nobody waits for the end of a replay.
    private int ticksBefore(Frame frame) {
        return frame.last() ? 0 : pause;
    }

    private void write(Frame frame, boolean isNew) {
        try {
            emitter.send(isNew ? event(frame) : SseEmitter.event().comment("still here"));
            if (frame.last()) {
                emitter.complete();
            }
        } catch (IOException | IllegalStateException gone) {
            emitter.completeWithError(gone);
        } finally {
            writing.set(false);
        }
    }

    private static SseEmitter.SseEventBuilder event(Frame frame) {
        return SseEmitter.event()
                .name("replay")
                .id(String.valueOf(frame.version()))
                .data(frame.json());
    }

    /// There is nothing more to come.
    void complete() {
        emitter.complete();
    }
}
