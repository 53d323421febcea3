package io.github.sfnreplay.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Clients that read the events of a replay to their end.
final class Watchers implements AutoCloseable {

    private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z_]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Watcher> watchers = new ArrayList<>();

    static Watchers of(BenchService service, String id, int count) throws IOException, InterruptedException {
        var all = new Watchers();
        for (var i = 0; i < count; i++) {
            var answer = all.http.send(
                    HttpRequest.newBuilder(service.uri("/replays/" + id + "/events"))
                            .build(),
                    BodyHandlers.ofLines());
            if (answer.statusCode() != 200) {
                throw new IOException("subscriber " + i + " was answered " + answer.statusCode());
            }
            all.watchers.add(new Watcher(answer.body()));
        }
        return all;
    }

    /// Waits until the service has ended every stream.
    void awaitEnd() throws InterruptedException {
        for (var watcher : watchers) {
            if (!watcher.thread.join(Duration.ofSeconds(30))) {
                throw new AssertionError("a stream goes on after the end of its replay");
            }
        }
    }

    /// The state that each has heard of last.
    List<String> lastStates() {
        return watchers.stream().map(watcher -> watcher.state).toList();
    }

    double mostEventsPerSecond() {
        return watchers.stream().mapToDouble(Watcher::eventsPerSecond).max().orElseThrow();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /// One of them.
    private static final class Watcher {

        private final Thread thread;
        private volatile String state = "";
        private volatile long first;
        private volatile long last;
        private volatile int events;

        Watcher(Stream<String> lines) {
            thread = Thread.ofVirtual().start(() -> {
                try (lines) {
                    lines.filter(line -> line.startsWith("data:")).forEach(this::take);
                }
            });
        }

        /// The first event is the plan's, long before the replay runs.
        @SuppressWarnings("NonAtomicVolatileUpdate")
        private void take(String line) {
            var found = STATE.matcher(line);
            state = found.find() ? found.group(1) : "none";
            if (state.equals("RUNNING")) {
                last = System.nanoTime();
                first = events == 0 ? last : first;
                events++; // by this thread only
            }
        }

        double eventsPerSecond() {
            return (events - 1) * 1e9 / (last - first);
        }
    }
}
