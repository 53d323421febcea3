package io.github.sfnreplay.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The table in the documentation and the metadata for IDEs name the settings that there are.
class SettingsTableTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private record Row(List<String> names, String variable, String defaultValue) {}

    @Test
    void theTableHasEverySettingAndNoOther() throws IOException {
        assertThat(rows().stream().flatMap(row -> row.names().stream()).sorted())
                .containsExactlyElementsOf(AllSettings.settings().names().keySet().stream()
                        .sorted()
                        .toList());
    }

    @Test
    void theTableNamesTheVariables() throws IOException {
        assertThat(rows())
                .filteredOn(row ->
                        row.names().size() == 1 && !row.names().getFirst().contains(Setting.ANY))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.variable())
                        .isEqualTo(UnknownSettings.variable(row.names().getFirst())));
    }

    @Test
    void theTableNamesTheDefaults() throws IOException {
        var settings = AllSettings.settings().names();
        assertThat(rows())
                .filteredOn(row -> row.names().size() == 1)
                .isNotEmpty()
                .allSatisfy(row -> {
                    var value = Objects.requireNonNull(settings.get(row.names().getFirst()));
                    if (value.defaultValue() == null || value.defaultValue().isEmpty()) {
                        assertThat(row.defaultValue()).as(row.toString()).matches("none|`AWS_.*|`roles`, else `scope`");
                    } else {
                        assertThat(row.defaultValue()).as(row.toString()).isEqualTo("`" + value.defaultValue() + "`");
                    }
                });
    }

    /// Made by the processor of annotations; has no names below those that an operator chooses.
    @Test
    void theMetadataHasEverySettingWithADescription() {
        var described = new LinkedHashMap<String, String>();
        StreamSupport.stream(metadata().path("properties").spliterator(), false)
                .forEach(property -> described.put(
                        property.path("name").asString(),
                        property.path("description").asString("")));

        assertThat(AllSettings.settings().names().keySet())
                .allSatisfy(name -> assertThat(described).containsKey(name.replaceAll("(\\.|\\[)\\*.*", "")));
        assertThat(described)
                .isNotEmpty()
                .allSatisfy(
                        (name, description) -> assertThat(description).as(name).isNotBlank());
    }

    private static JsonNode metadata() {
        return new JsonMapper()
                .readTree(Path.of("target/classes/META-INF/spring-configuration-metadata.json")
                        .toFile());
    }

    private static List<Row> rows() throws IOException {
        var rows = new ArrayList<Row>();
        for (var line : Files.readAllLines(Path.of("src/docs/configuration.md"))) {
            if (line.startsWith("| `" + Settings.PREFIX + ".")) {
                var cells = line.split("\\|", -1);
                rows.add(new Row(names(cells[1]), String.join(", ", codes(cells[2])), cells[3].strip()));
            }
        }
        return rows;
    }

    /// The first name is whole, the others replace its last part.
    private static List<String> names(String cell) {
        var codes = codes(cell);
        var group = codes.getFirst().substring(0, codes.getFirst().lastIndexOf('.'));
        return codes.stream()
                .map(code -> code.startsWith(".") ? group + code : code)
                .map(name -> name.replaceAll("<[^>]+>", "*").replace("[n]", "[*]"))
                .toList();
    }

    private static List<String> codes(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
    }
}
