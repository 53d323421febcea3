package io.github.sfnreplay.api.openapi;

import io.swagger.v3.oas.models.examples.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

/// The examples of the OpenAPI document, read from `openapi/<group>.<order>-<name>.json`.
final class Examples {

    private final JsonMapper mapper;
    private final Clock clock;

    Examples(JsonMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /// By name, in their order.
    Map<String, Example> of(String group) {
        var examples = new LinkedHashMap<String, Example>();
        Arrays.stream(files(group))
                .sorted(Comparator.comparing(Examples::fileName))
                .forEach(file -> examples.put(name(file, group), new Example().value(read(file))));
        return examples;
    }

    private static Resource[] files(String group) {
        try {
            return new PathMatchingResourcePatternResolver().getResources("classpath*:openapi/" + group + ".*.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Object read(Resource file) {
        try (var in = file.getInputStream()) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return mapper.readValue(dated(text), Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Dates of the demo's past, and of anybody's.
    private String dated(String text) {
        var today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        return text.replace("{{yesterday}}", today.minus(Duration.ofDays(1)).toString())
                .replace("{{today}}", today.toString())
                .replace("{{tomorrow}}", today.plus(Duration.ofDays(1)).toString());
    }

    private static String name(Resource file, String group) {
        return fileName(file)
                .substring(group.length() + 1)
                .replace(".json", "")
                .replaceFirst("^\\d+-", "")
                .replace('-', ' ');
    }

    private static String fileName(Resource file) {
        return String.valueOf(file.getFilename());
    }
}
