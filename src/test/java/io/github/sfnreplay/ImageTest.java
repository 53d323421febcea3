package io.github.sfnreplay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/// What the image and the compose file promise to those who run them, as far as can be seen without Docker.
class ImageTest {

    private static final Pattern EXACT = Pattern.compile("[a-z/-]+:\\d+\\.\\d+(\\.\\d+)?[\\w.-]*");

    @Test
    void isMadeFromExactVersionsAndRunsAsANumberedUser() throws IOException {
        var dockerfile = Files.readAllLines(Path.of("Dockerfile"));
        var stages = words(dockerfile, "FROM", 3);
        var bases = words(dockerfile, "FROM", 1).stream()
                .filter(base -> !stages.contains(base))
                .toList();

        assertThat(bases).hasSize(2).allMatch(base -> EXACT.matcher(base).matches());
        assertThat(words(dockerfile, "USER", 1)).containsExactly("10001:10001");
        assertThat(words(dockerfile, "STOPSIGNAL", 1)).containsExactly("SIGTERM");
        assertThat(dockerfile)
                .filteredOn(line -> line.strip().startsWith("CMD") || line.startsWith("ENTRYPOINT"))
                .hasSize(2)
                .allMatch(line -> line.contains("[\"java\""), "without a shell");
    }

    private static List<String> words(List<String> lines, String instruction, int word) {
        return lines.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.split(" "))
                .filter(words -> words.length > word)
                .map(words -> words[word])
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"200, true", "503, false", "403, false"})
    void asksByTheJvmItselfWhetherTheServiceIsReady(int status, boolean ready) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        var port = server.getAddress().getPort();

        assertThat(HealthProbe.isReady(port)).isEqualTo(ready);
        server.stop(0);
        assertThat(HealthProbe.isReady(port)).isFalse();
    }

    @Test
    void hasAServiceForEachProfile() throws IOException {
        assertThat(services().keySet())
                .containsExactlyInAnyOrder("demo", "sfn-replay", "localstack", "postgres", "instance-1", "instance-2");
    }

    static Stream<Map.Entry<String, Map<String, Object>>> guarded() throws IOException {
        return services().entrySet().stream()
                .filter(service -> !service.getKey().equals("localstack"));
    }

    @ParameterizedTest
    @MethodSource("guarded")
    void runsEachServiceWithoutRightsThatItDoesNotNeed(Map.Entry<String, Map<String, Object>> service) {
        assertThat(service.getValue())
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"))
                .containsKey("tmpfs");
    }

    @Test
    void publishesPortsOnThisMachineOnlyAndOnce() throws IOException {
        var ports = services().values().stream()
                .flatMap(service -> ((List<?>) service.getOrDefault("ports", List.of())).stream())
                .map(String::valueOf)
                .toList();

        assertThat(ports).hasSize(5).doesNotHaveDuplicates().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void usesExactVersionsOfOtherImages() throws IOException {
        assertThat(services().values())
                .extracting(service -> String.valueOf(service.get("image")))
                .filteredOn(image -> !image.equals("sfn-replay"))
                .hasSize(2)
                .allMatch(image -> EXACT.matcher(image).matches());
    }

    @Test
    void dependsOnServicesThatAreThereInTheSameProfile() throws IOException {
        var services = services();
        services.forEach((name, service) -> {
            if (service.get("depends_on") instanceof Map<?, ?> others) {
                others.keySet()
                        .forEach(other -> assertThat(
                                        profiles(Objects.requireNonNull(services.get(String.valueOf(other)))))
                                .as("%s needs %s", name, other)
                                .containsAll(profiles(service)));
            }
        });
    }

    private static List<Object> profiles(Map<String, Object> service) {
        return service.get("profiles") instanceof List<?> profiles ? List.copyOf(profiles) : List.of();
    }

    static Stream<Path> workflows() throws IOException {
        try (var found = Files.list(Path.of(".github/workflows"))) {
            return found.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void boundsTimeAndRightsOfEachWorkflow(Path workflow) throws IOException {
        Map<String, Object> content = yaml(workflow);

        assertThat(content).containsEntry("permissions", Map.of("contents", "read"));
        assertThat((Map<?, ?>) content.get("jobs"))
                .isNotEmpty()
                .allSatisfy((name, job) -> assertThat((Map<?, ?>) job)
                        .extracting("runs-on", "timeout-minutes", "steps")
                        .doesNotContainNull());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() throws IOException {
        return (Map<String, Map<String, Object>>)
                Objects.requireNonNull(yaml(Path.of("docker-compose.yml")).get("services"));
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return new Yaml().load(Files.readString(file));
    }
}
