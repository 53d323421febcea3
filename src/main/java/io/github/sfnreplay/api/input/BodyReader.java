package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ValidationErrors;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// Turns JSON into request records, or refuses it with all its faults at once.
public final class BodyReader {

    private final JsonMapper mapper;
    private final JsonFactory parser;
    private final Validator validator;
    private final List<BodyCheck<?>> checks;

    /// @param parser bounds what a body may be
    public BodyReader(JsonMapper mapper, JsonFactory parser, Validator validator, List<BodyCheck<?>> checks) {
        this.mapper = mapper;
        this.parser = parser;
        this.validator = validator;
        this.checks = List.copyOf(checks);
    }

    /// Parses a body into a tree.
    ///
    /// @throws io.github.sfnreplay.api.problem.RefusedException MALFORMED_JSON
    public JsonNode parse(byte[] body) {
        try {
            var tree = mapper.readerFor(JsonNode.class)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .<JsonNode>readValue(parser.createParser(ObjectReadContext.empty(), body));
            if (tree == null || tree.isMissingNode()) {
                throw MalformedJson.empty();
            }
            return tree;
        } catch (JacksonException e) {
            throw MalformedJson.of(e);
        }
    }

    /// The body with all that the checks for its type demand.
    public Object bind(JsonNode tree, JavaType type, HttpHeaders headers) {
        return bind(tree, type, (body, faults) -> {
            IfMatch.check(headers, faults);
            checks.stream()
                    .filter(check -> check.type().isInstance(body))
                    .forEach(check -> apply(check, body, headers, faults));
        });
    }

    /// The body with all that the checks for its type demand.
    public <T> T bind(JsonNode tree, Class<T> type, HttpHeaders headers) {
        return type.cast(bind(tree, mapper.constructType(type), headers));
    }

    public <T> T bind(JsonNode tree, Class<T> type, BiConsumer<T, ValidationErrors> check) {
        var javaType = mapper.constructType(type);
        return type.cast(bind(tree, javaType, (body, faults) -> check.accept(type.cast(body), faults)));
    }

    private Object bind(JsonNode tree, JavaType type, BiConsumer<Object, ValidationErrors> check) {
        var faults = new ValidationErrors();
        var body = read(tree, type, faults);
        if (faults.areMany()) {
            faults.throwIfAny();
        }
        validator.validate(body).stream()
                .sorted(Comparator.comparing(BodyReader::pointer))
                .forEach(violation -> faults.at(pointer(violation), violation.getMessage()));
        check.accept(body, faults);
        faults.throwIfAny();
        return body;
    }

    private Object read(JsonNode tree, JavaType type, ValidationErrors faults) {
        if (!new Shape(faults).fit(tree, type.getRawClass())) {
            faults.throwIfAny();
        }
        return mapper.readerFor(type)
                .withAttribute(ValidationErrors.class, faults)
                .readValue(tree);
    }

    private static <T> void apply(BodyCheck<T> check, Object body, HttpHeaders headers, ValidationErrors faults) {
        check.check(check.type().cast(body), headers, faults);
    }

    private static String pointer(ConstraintViolation<?> violation) {
        var pointer = JsonPointer.empty();
        for (Path.Node node : violation.getPropertyPath()) {
            var index = node.getIndex();
            pointer = index == null ? pointer : pointer.appendIndex(index);
            var name = node.getName();
            pointer = name == null || name.startsWith("<") ? pointer : pointer.appendProperty(name);
        }
        return pointer.toString();
    }
}
