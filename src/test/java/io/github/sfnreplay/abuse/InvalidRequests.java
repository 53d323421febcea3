package io.github.sfnreplay.abuse;

import io.github.sfnreplay.abuse.OpenApiContract.Operation;
import io.github.sfnreplay.abuse.RawHttpClient.Answer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Derives from the OpenAPI document requests that are wrong in every way, and what must be answered to each.
final class InvalidRequests {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final OpenApiContract api;
    private final List<Operation> operations;
    private final List<String> machines;
    private final List<String> ids;

    /// @param machines that exist
    /// @param ids of replays that have ended
    InvalidRequests(OpenApiContract api, List<String> machines, List<String> ids) {
        this.api = api;
        this.operations = api.operations();
        this.machines = machines;
        this.ids = ids;
    }

    /// One request.
    ///
    /// @param request a character for each byte
    /// @param alone whether it needs a connection of its own
    /// @param operation that it is for; null if it is for none that is documented
    /// @param verdict fails on an answer that must not be
    record Attempt(@Nullable Operation operation, String request, boolean alone, Consumer<Answer> verdict) {}

    /// The same for the same seed.
    Attempt attempt(long seed) {
        var random = new Random(seed * 0x9E3779B97F4A7C15L);
        random.nextLong();
        var operation = ExtremeValues.any(operations, random);
        return switch (random.nextInt(20)) {
            case 0 -> wrongHttp(random);
            case 1 -> wrongMethod(random);
            case 2, 3 -> wrongPath(operation, random);
            case 4, 5, 6 -> wrongHeaders(operation, random);
            case 7, 8, 9, 10 -> operation.takesBody() ? wrongBody(operation, random) : wrongQuery(operation, random);
            case 11, 12 -> operation.takesBody() ? wrongMedia(operation, random) : wrongQuery(operation, random);
            default -> wrongBody(create(random), random);
        };
    }

    private Operation create(Random random) {
        var withBody = operations.stream().filter(Operation::takesBody).toList();
        return random.nextInt(4) == 0 ? ExtremeValues.any(withBody, random) : withBody.getFirst();
    }

    private Attempt wrongHttp(Random random) {
        var raw = ExtremeValues.any(ExtremeValues.RAW, random);
        return new Attempt(null, raw, true, answer -> {
            if (answer.status() != 501 && answer.status() != 505) {
                refusedOrServed(answer);
            }
        });
    }

    private Attempt wrongMethod(Random random) {
        var path = ExtremeValues.any(List.copyOf(new java.util.TreeSet<>(api.paths())), random);
        var method = ExtremeValues.any(ExtremeValues.METHODS, random);
        var documented = operations.stream()
                .anyMatch(each -> path.matches(each.path().replaceAll("\\{[a-z]+}", "[^/]+"))
                        && each.method().equals(method.equals("HEAD") ? "GET" : method));
        if (documented || method.equals("OPTIONS")) {
            return attempt(
                    null,
                    method,
                    filled(method, path, random),
                    List.of("Content-Type: garbage"),
                    "",
                    InvalidRequests::refusedOrServed);
        }
        return attempt(null, method, filled(method, path, random), List.of(), "", answer -> {
            if (answer.status() != 405 && answer.status() != 400 && answer.status() != 501) {
                throw new AssertionError("the method is not refused: " + answer);
            }
            if (answer.status() == 405
                    && !method.equals("TRACE")
                    && answer.header("Allow").isEmpty()) {
                throw new AssertionError("no header Allow: " + answer);
            }
            refusedOrServed(answer);
        });
    }

    private Attempt wrongPath(Operation operation, Random random) {
        var path = operation
                .path()
                .replaceAll(
                        "\\{[a-z]+}",
                        ExtremeValues.any(ExtremeValues.URL, random)
                                .replace("\\", "\\\\")
                                .replace("$", "\\$"));
        var spoilt = switch (random.nextInt(8)) {
            case 0 -> path + "/";
            case 1 -> "/" + path;
            case 2 -> "/." + path;
            case 3 -> path.toUpperCase(java.util.Locale.ROOT);
            case 4 -> path + "/" + ExtremeValues.any(ExtremeValues.URL, random);
            default -> path;
        };
        return attempt(
                null,
                operation.method(),
                spoilt,
                json(operation),
                operation.takesBody() ? "{}" : "",
                InvalidRequests::refusedOrServed);
    }

    private Attempt wrongHeaders(Operation operation, Random random) {
        var headers = new ArrayList<String>();
        for (var count = random.nextInt(3); count >= 0; count--) {
            headers.add(ExtremeValues.any(ExtremeValues.HEADERS, random));
        }
        headers.addAll(json(operation));
        var body = operation.takesBody() ? example(operation, random).toString() : "";
        var key = operation.id().equals("createReplay") ? badKey(headers) : null;
        return attempt(
                operation,
                operation.method(),
                filled(operation.method(), operation.path(), random),
                headers,
                body,
                answer -> {
                    if (key != null && answer.status() == 202) {
                        throw new AssertionError("the key was taken: " + key + answer);
                    }
                    if (key != null && answer.status() == 400 && answer.body().contains("validation-failed")) {
                        names(answer, "header", "Idempotency-Key");
                    }
                });
    }

    private static @Nullable String badKey(List<String> headers) {
        return headers.stream()
                .filter(header -> header.startsWith("Idempotency-Key:"))
                .filter(header -> !header.substring(16).strip().matches("[!-~]{1,255}"))
                .findFirst()
                .orElse(null);
    }

    private Attempt wrongMedia(Operation operation, Random random) {
        var type = ExtremeValues.any(ExtremeValues.CONTENT_TYPES, random);
        var body = random.nextBoolean() ? example(operation, random).toString() : "a=b";
        return attempt(
                operation,
                operation.method(),
                filled(operation.method(), operation.path(), random),
                List.of("Content-Type: " + type),
                body,
                answer -> {
                    var json = type.toLowerCase(java.util.Locale.ROOT)
                            .matches("application/(json|merge-patch\\+json)(;.*)?");
                    if (!json && answer.status() != 415 && answer.status() != 400) {
                        throw new AssertionError("the media type is not refused: " + answer);
                    }
                });
    }

    private Attempt wrongQuery(Operation operation, Random random) {
        var known = operation.parameters("query");
        var parameter = known.isEmpty() ? null : ExtremeValues.any(known, random);
        var name = parameter == null || random.nextInt(5) == 0
                ? "x"
                : parameter.path("name").asString();
        var value = ExtremeValues.any(ExtremeValues.URL, random);
        var twice = random.nextInt(6) == 0;
        var path = filled(operation.method(), operation.path(), random) + "?" + name + "=" + value
                + (twice ? "&" + name + "=" + value : "");
        return attempt(operation, operation.method(), path, List.of(), "", answer -> {
            if (known.isEmpty() || parameter == null) {
                return;
            }
            if ((name.equals("x") || (twice && !isRepeatable(parameter)) || !isValid(parameter, value))
                    && !isWrongHttp(answer)) {
                names(answer, "parameter", name);
            }
        });
    }

    private static boolean isRepeatable(JsonNode parameter) {
        return parameter.path("schema").path("type").asString().equals("array");
    }

    private boolean isValid(JsonNode parameter, String encoded) {
        var schema = isRepeatable(parameter) ? parameter.path("schema").path("items") : parameter.path("schema");
        try {
            var value = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            if (!schema.path("type").asString().equals("integer")) {
                return api.errors(schema, STRICT.getNodeFactory().stringNode(value))
                        .isEmpty();
            }
            return api.errors(schema, STRICT.getNodeFactory().numberNode(Integer.parseInt(value)))
                    .isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Attempt wrongBody(Operation operation, Random random) {
        var media = operation.bodies().path(json(operation).getFirst().substring("Content-Type: ".length()));
        var schema = media.path("schema");
        var body = new MutatedBodies(api, random).spoilt(schema, example(operation, random));
        return attempt(
                operation,
                operation.method(),
                operation.path().replace("{id}", ExtremeValues.any(ids, random)),
                json(operation),
                body,
                answer -> {
                    if (!body.isEmpty()
                            || operation
                                    .node()
                                    .path("requestBody")
                                    .path("required")
                                    .asBoolean()) {
                        judge(schema, body, answer);
                    }
                });
    }

    private void judge(JsonNode schema, String body, Answer answer) {
        JsonNode value;
        try {
            value = STRICT.readTree(body);
        } catch (JacksonException e) {
            refusedAs(answer, "malformed-json");
            return;
        }
        var wrong = errors(schema, value);
        if (wrong == null) {
            refusedAs(answer, "validation-failed");
            return;
        }
        if (wrong.isEmpty()) {
            return;
        }
        if (answer.status() != 400) {
            throw new AssertionError("taken, although " + wrong + ": " + answer);
        }
        if (answer.json().path("type").asString().equals("/problems/malformed-json")) {
            return;
        }
        refusedAs(answer, "validation-failed");
        var named = answer.json().path("errors").values().stream()
                .map(error -> error.path("pointer").asString(""))
                .toList();
        for (var error : wrong) {
            var place = error.getInstanceLocation().toString();
            if (named.size() < 100 && named.stream().noneMatch(at -> at.startsWith(place) || place.startsWith(at))) {
                throw new AssertionError(place + " is not named, although " + error + ": " + answer);
            }
        }
    }

    /// Null for numbers that are too large even for the judge.
    private @Nullable List<com.networknt.schema.Error> errors(JsonNode schema, JsonNode value) {
        try {
            return api.errors(schema, value);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static void names(Answer answer, String kind, String name) {
        refusedAs(answer, "validation-failed");
        if (answer.json().path("errors").values().stream()
                .noneMatch(error -> error.path(kind).asString("").equals(name))) {
            throw new AssertionError(kind + " " + name + " is not named: " + answer);
        }
    }

    private static void refusedAs(Answer answer, String problem) {
        if (answer.status() != 400 || !answer.json().path("type").asString().equals("/problems/" + problem)) {
            throw new AssertionError("not refused as " + problem + ": " + answer);
        }
    }

    /// Tomcat itself refused it, and did not read so far as to know why.
    private static boolean isWrongHttp(Answer answer) {
        return answer.status() == 400 && answer.json().path("type").asString().equals("/problems/bad-request");
    }

    private static void refusedOrServed(Answer answer) {
        if (answer.status() >= 500 && answer.status() != 501) {
            throw new AssertionError("the service failed: " + answer);
        }
    }

    private JsonNode example(Operation operation, Random random) {
        var media = operation.bodies().path(json(operation).getFirst().substring("Content-Type: ".length()));
        var examples = media.path("examples").values();
        var example = ExtremeValues.any(List.copyOf(examples), random).path("value");
        return TargetService.json(example.toString()
                .replace(
                        "arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine",
                        ExtremeValues.any(machines, random)));
    }

    private static List<String> json(Operation operation) {
        return operation.takesBody()
                ? List.of("Content-Type: "
                        + operation.bodies().propertyNames().iterator().next())
                : List.of();
    }

    private String filled(String method, String path, Random random) {
        return path.replace(
                        "{id}",
                        method.equals("DELETE") || random.nextInt(3) == 0 ? "none" : ExtremeValues.any(ids, random))
                .replace("{name}", "not-found")
                .replace("{index}", "0");
    }

    /// A character for each byte.
    private static String text(String method, String path, List<String> headers, String body) {
        var bytes = RawHttpClient.request(method, path, headers, body.getBytes(StandardCharsets.UTF_8));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Attempt attempt(
            @Nullable Operation operation,
            String method,
            String path,
            List<String> headers,
            String body,
            Consumer<Answer> verdict) {
        return new Attempt(operation, text(method, path, headers, body), method.equals("HEAD"), verdict);
    }
}
