package io.github.sfnreplay.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

class SubscriberTest {

    private static final int TICKS_PER_SECOND = 4;

    private final List<String> sent = new ArrayList<>();
    private final ArrayDeque<Runnable> writes = new ArrayDeque<>();
    private final Emitter emitter = new Emitter();
    private final Subscriber subscriber = new Subscriber("id", emitter, writes::add, TICKS_PER_SECOND);

    @Test
    void getsTheNewestVersionWhenItsLastWriteIsDone() {
        subscriber.offer(frame(1));
        subscriber.offer(frame(2));
        subscriber.offer(frame(3));
        assertThat(writes).hasSize(1);
        write();
        subscriber.offer(frame(4));
        write();

        assertThat(sent).containsExactly("event:replay\nid:1\ndata:{}\n\n", "event:replay\nid:4\ndata:{}\n\n");
    }

    @Test
    void holdsNoThreadWhileNothingIsNew() {
        subscriber.offer(frame(1));
        write();
        subscriber.offer(frame(1));

        assertThat(writes).isEmpty();
    }

    @Test
    void getsASignOfLifeEveryFifteenSeconds() {
        subscriber.offer(frame(1));
        write();
        for (var tick = 1; tick < 2 * 15 * TICKS_PER_SECOND; tick++) {
            subscriber.offer(frame(1));
            write();
        }

        assertThat(sent).hasSize(2).endsWith(":still here\n\n");
    }

    @Test
    void getsAMegabyteOnlyEveryFewSeconds() {
        var megabyte = "x".repeat(1 << 20);
        for (var version = 1; version <= 40; version++) {
            subscriber.offer(new Frame(version, false, megabyte));
            write();
        }
        subscriber.offer(new Frame(41, true, megabyte));
        write();

        assertThat(sent.stream().map(event -> event.substring(0, event.indexOf("\ndata"))))
                .containsExactly(
                        "event:replay\nid:1", "event:replay\nid:17", "event:replay\nid:33", "event:replay\nid:41");
    }

    @Test
    void isDoneAfterTheLastVersion() {
        subscriber.offer(new Frame(2, true, "{}"));
        write();

        assertThat(emitter.completed).isTrue();
    }

    @Test
    void isDroppedWhenItIsGone() {
        emitter.gone = true;
        subscriber.offer(frame(1));
        write();

        assertThat(emitter.failed).isTrue();
    }

    private static Frame frame(long version) {
        return new Frame(version, false, "{}");
    }

    private void write() {
        while (!writes.isEmpty()) {
            writes.remove().run();
        }
    }

    /// Notes what is sent.
    private final class Emitter extends SseEmitter {

        private boolean gone;
        private boolean completed;
        private boolean failed;

        @Override
        public void send(SseEventBuilder builder) throws IOException {
            if (gone) {
                throw new IOException("broken pipe");
            }
            sent.add(builder.build().stream()
                    .map(ResponseBodyEmitter.DataWithMediaType::getData)
                    .map(Object::toString)
                    .collect(Collectors.joining()));
        }

        @Override
        public synchronized void complete() {
            completed = true;
        }

        @Override
        public synchronized void completeWithError(Throwable error) {
            failed = true;
        }
    }
}
