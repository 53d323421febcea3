package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@ApiTest
@Timeout(60)
class EventsTest {

    @Autowired
    private Api api;

    @LocalServerPort
    private int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void beginWithTheReplayAsItIsAndEndWithItsEnd() throws Exception {
        var id = api.created(Api.SMALLEST);
        try (var stream = watch(id)) {
            assertThat(stream.next()).isEqualTo("PENDING");
            api.planned(id, 1);
            stream.until("RUNNING");
            api.finished(id);
            stream.until("SUCCEEDED");
            assertThat(stream.lines.readLine()).isNull();
        }
    }

    @Test
    void carryTheVersionAndTheWholeReplay() throws Exception {
        var id = api.created(Api.SMALLEST);
        try (var stream = watch(id)) {
            assertThat(stream.event()).contains("event:replay").hasSize(3).anyMatch(line -> line.startsWith("id:"));
            assertThat(stream.data).isEqualTo(Api.text(api.get("/replays/" + id)));
            assertThat("\"" + stream.version + "\"").isEqualTo(api.tag(id));
        }
    }

    @Test
    void endWhenTheReplayIsForgotten() throws Exception {
        var id = api.created(Api.SMALLEST.replace("}}", "}, \"dryRun\": true}"));
        api.planned(id, 1);
        try (var stream = watch(id)) {
            stream.next();
            api.delete(id);
            assertThat(stream.lines.readLine()).isNull();
        }
    }

    @Test
    void tellABrowserNotToConnectAgainAfterTheLastOne() throws Exception {
        var id = api.created(Api.SMALLEST);
        api.planned(id, 0);
        api.finished(id);
        var version = api.tag(id).replace("\"", "");

        var again =
                HttpRequest.newBuilder(uri(id)).header("Last-Event-ID", version).build();

        assertThat(http.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(204);
    }

    @Test
    void areForABoundedNumberOfSubscribersAndFreeTheirPlaces() throws Exception {
        var id = api.created(Api.SMALLEST);
        var streams = new ArrayList<Stream>();
        for (var i = 0; i < ApiTest.MAX_SUBSCRIBERS; i++) {
            streams.add(watch(id));
        }
        var refused = http.send(HttpRequest.newBuilder(uri(id)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).contains("/problems/too-many-requests");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();

        for (var stream : streams) {
            stream.close();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            api.patch(id, "{\"limits\": {\"startsPerSecond\": %s}}".formatted(5 + Math.random()));
            try (var body = send(id).body()) {
                return body.read() == 'e';
            }
        });
    }

    @Test
    void areOfAReplayThatIsThere() throws Exception {
        var answer = http.send(HttpRequest.newBuilder(uri("none")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("/problems/replay-not-found");
    }

    @Test
    void doNotHoldUpTheEndOfTheService() throws Exception {
        var service = new SpringApplication(ApiOnFakeEngine.class).run("--server.port=0");
        try (var stream = watchNewReplayOf(service)) {
            stream.next();
            var begin = System.nanoTime();
            SpringApplication.exit(service);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(stream.lines.readLine()).isNull();
        } finally {
            SpringApplication.exit(service);
        }
    }

    private Stream watchNewReplayOf(ApplicationContext service) throws IOException, InterruptedException {
        var base = "http://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port");
        var creation = HttpRequest.newBuilder(URI.create(base + "/replays"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Api.SMALLEST))
                .build();
        var created = http.send(creation, HttpResponse.BodyHandlers.ofString()).body();
        var events = URI.create(base + JsonPath.<String>read(created, "$.links.events"));
        var answer = http.send(HttpRequest.newBuilder(events).build(), HttpResponse.BodyHandlers.ofInputStream());
        return new Stream(answer.body());
    }

    private Stream watch(String id) throws IOException, InterruptedException {
        var answer = send(id);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        return new Stream(answer.body());
    }

    private HttpResponse<InputStream> send(String id) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(id)).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private URI uri(String id) {
        return URI.create("http://localhost:" + port + "/replays/" + id + "/events");
    }

    /// What one subscriber reads.
    private static final class Stream implements AutoCloseable {

        private final BufferedReader lines;
        private String data = "";
        private String version = "";

        private Stream(InputStream body) {
            this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        }

        /// The lines of the next event.
        private List<String> event() throws IOException {
            var event = new ArrayList<String>();
            for (var line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                event.add(line);
                version = line.startsWith("id:") ? line.substring("id:".length()) : version;
                data = line.startsWith("data:") ? line.substring("data:".length()) : data;
            }
            assertThat(event).as("the stream goes on").isNotEmpty();
            return event;
        }

        /// The state that the next event tells.
        private String next() throws IOException {
            event();
            return JsonPath.read(data, "$.state");
        }

        private void until(String state) throws IOException {
            for (var now = next(); !now.equals(state); ) {
                now = next();
            }
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
