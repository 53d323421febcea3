package io.github.sfnreplay.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The report of a million items out of a service with 512 MB of heap, and its way back as a file of executions.
@Tag("bench")
class ReportBench {

    private static final int MILLION = Integer.getInteger("bench.million", 1_000_000);

    /// Looks at the heap while the report is half way out: the reader stops for each.
    private static final int LOOKS = 4;

    /// What a report may add to the heap while it is written, in MB.
    private static final double MOST_GROWTH = 8;

    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    @TempDir
    private Path folder;

    @Test
    void writesAMillionItemsAndTakesThemBack() throws Exception {
        try (var simulator = SimulatorProcess.start("--region=us-east-1", "--seed=" + MILLION);
                var service = BenchService.startApart(
                        List.of("-Xmx512m", "-XX:+UseSerialGC"), simulator, BenchService.withoutQuotas("us-east-1"));
                var http = HttpClient.newHttpClient()) {
            var jvm = new Jvm(service.process().pid());
            var first =
                    service.replay(request(simulator, "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"attempt\": 1"));
            assertThat(first.at("/itemCounts/succeeded").asInt()).isEqualTo(MILLION);
            var before = jvm.liveMegabytes();

            var report = folder.resolve("report.csv");
            var heap = new ArrayList<Double>();
            var download = Measurement.of(() -> download(http, service, id(first), report, jvm, heap));
            var sources = sources(report);
            assertThat(sources).hasSize(MILLION);
            assertThat(service.delete("/replays/" + id(first))).isEqualTo(204);

            var upload = Measurement.of(() -> upload(http, service, request(simulator, "\"dryRun\": true"), report));
            var plan = Measurement.of(() -> service.await(id(upload.result())));
            assertThat(plan.result().at("/plan/eligible").asInt()).isEqualTo(MILLION);
            var back = folder.resolve("back.csv");
            download(http, service, id(plan.result()), back, jvm, new ArrayList<>());
            assertThat(sources(back)).isEqualTo(sources);

            new Table(MILLION + " items as CSV, -Xmx512m", "", "figure")
                    .row("size of the report, MB", Files.size(report) / 1e6)
                    .row("report, seconds (the stops to look at the heap included)", download.seconds())
                    .row("live heap before, MB", before)
                    .row("live heap while it is written, MB", heap)
                    .row("sent back as a file of executions, until it is accepted, seconds", upload.seconds())
                    .row("planned from the file, each execution looked up, seconds", plan.seconds())
                    .row("live heap with the plan that came back, MB", jvm.liveMegabytes())
                    .print();
            assertThat(heap).allSatisfy(megabytes -> assertThat(megabytes).isLessThan(before + MOST_GROWTH));
        }
    }

    private static String request(SimulatorProcess simulator, String more) {
        return """
                {"stateMachineArn": "%s", %s, "limits": {"maxItems": %d}}""".formatted(simulator.machine(), more, MILLION);
    }

    private static String id(JsonNode replay) {
        return replay.path("id").asString();
    }

    /// Reads slower than the service could write, so that the heap is seen in between.
    private static Path download(
            HttpClient http, BenchService service, String id, Path to, Jvm jvm, List<Double> heap) {
        var request = HttpRequest.newBuilder(service.uri("/replays/" + id + "/report"))
                .build();
        try (var in = http.send(request, BodyHandlers.ofInputStream()).body();
                var out = Files.newOutputStream(to)) {
            for (var look = 0; look < LOOKS; look++) {
                copy(in, out, 100L * MILLION / LOOKS);
                heap.add(jvm.liveMegabytes());
            }
            in.transferTo(out);
            return to;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
        var buffer = new byte[65_536];
        for (var left = bytes; left > 0; ) {
            var read = in.read(buffer);
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    /// The executions of a report, as another reader of CSV than the service's own finds them.
    private static Set<String> sources(Path report) throws IOException {
        var sources = new HashSet<String>();
        try (var records = CSV.parse(Files.newBufferedReader(report))) {
            for (CSVRecord each : records) {
                assertThat(each.isConsistent()).isTrue();
                sources.add(each.get("sourceExecutionArn"));
            }
        }
        return sources;
    }

    private static JsonNode upload(HttpClient http, BenchService service, String request, Path file) {
        try {
            var body = BodyPublishers.concat(
                    BodyPublishers.ofString("--B\r\nContent-Disposition: form-data; name=\"request\"\r\n\r\n" + request
                            + "\r\n--B\r\nContent-Disposition: form-data; name=\"executions\"; filename=\"report.csv\"\r\n"
                            + "Content-Type: text/csv\r\n\r\n"),
                    BodyPublishers.ofFile(file),
                    BodyPublishers.ofString("\r\n--B--\r\n"));
            var answer = http.send(
                    HttpRequest.newBuilder(service.uri("/replays"))
                            .header("Content-Type", "multipart/form-data; boundary=B")
                            .POST(body)
                            .build(),
                    BodyHandlers.ofString(UTF_8));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
