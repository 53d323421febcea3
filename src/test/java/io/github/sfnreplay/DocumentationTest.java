package io.github.sfnreplay;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The documentation says what is there: its size, its links, its packages, the tests and files that it names.
class DocumentationTest {

    private static final Path ROOT = Path.of("").toAbsolutePath();
    private static final Path ARCHITECTURE = Path.of("src/docs/architecture.md");

    private static final List<JavaClass> CLASSES = List.copyOf(new ClassFileImporter()
            .importUrl(SfnReplayApplication.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()));

    /// What a reader takes in at one sitting.
    private static final int README_BYTES = 12 * 1024;

    static Stream<Path> documents() throws IOException {
        try (var found = Files.walk(Path.of("src/docs"));
                var rules = Files.walk(Path.of(".github"))) {
            return Stream.concat(
                    Stream.of(Path.of("README.md")), Stream.concat(found.toList().stream(), rules.toList().stream()))
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList()
                    .stream();
        }
    }

    @Test
    void theReadmeIsShort() throws IOException {
        assertThat(Files.size(Path.of("README.md"))).isLessThanOrEqualTo(README_BYTES);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path document) throws IOException {
        for (var link : matches("\\]\\(([^)\\s]+)\\)", Files.readString(document))) {
            if (link.startsWith("http")) {
                continue;
            }
            var parts = link.split("#", -1);
            var target = parts[0].isEmpty()
                    ? document
                    : ROOT.relativize(
                            ROOT.resolve(document).resolveSibling(parts[0]).normalize());
            assertThat(target).as("%s links to %s", document, link).exists();
            if (parts.length > 1) {
                assertThat(anchors(target)).as("%s links to %s", document, link).contains(parts[1]);
            }
        }
    }

    @Test
    void theArchitectureNamesEveryPackage() throws IOException {
        var documented = new TreeSet<>(matches("(?m)^\\| `([a-z.]+)` \\| ", Files.readString(ARCHITECTURE)));
        assertThat(documented).isEqualTo(packages());
    }

    @Test
    void theArchitectureNamesTypesThatExist() throws IOException {
        var types = new TreeSet<String>();
        CLASSES.forEach(type -> types.add(within(type.getName())));
        assertThat(types).containsAll(matches("`([a-z]+(?:\\.[a-z]+)*\\.[A-Z]\\w+)`", Files.readString(ARCHITECTURE)));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyNamedTestExists(Path document) throws IOException {
        for (var test : matches("-Dtest=(\\w+)", Files.readString(document))) {
            try (var files = Files.walk(Path.of("src/test/java"))) {
                assertThat(files).as("%s names %s", document, test).anyMatch(path -> path.endsWith(test + ".java"));
            }
        }
    }

    private static Set<String> packages() {
        var names = new TreeSet<String>();
        CLASSES.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .map(type -> within(type.getPackageName()))
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        return names;
    }

    private static String within(String name) {
        var root = SfnReplayApplication.class.getPackageName();
        return name.equals(root) ? "" : name.substring(root.length() + 1);
    }

    private static List<String> anchors(Path document) throws IOException {
        return matches("(?m)^#+ (.+)$", Files.readString(document)).stream()
                .map(heading -> heading.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static List<String> matches(String pattern, String text) {
        var found = new ArrayList<String>();
        var matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
