package io.github.sfnreplay.api.openapi;

import io.swagger.v3.oas.models.examples.Example;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    Examples(JsonMapper mapper) {
        this.mapper = mapper;
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
            return mapper.readValue(in, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
