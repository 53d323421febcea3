package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.suggestion.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// Reads query parameters strictly, and notes all their faults at once.
public final class QueryParameters {

    /// As many as AWS lists by default.
    private static final int DEFAULT_PAGE_SIZE = 100;

    /// As many as AWS lists at most; a page of items stays under a megabyte.
    private static final int MAX_PAGE_SIZE = 1_000;
    private static final Set<String> PAGING = Set.of("pageSize", "pageToken");

    private final MultiValueMap<String, String> parameters;
    private final ValidationErrors faults = new ValidationErrors();

    /// Of a listing that has pages.
    ///
    /// @param filters the names that are known, besides those of paging
    public QueryParameters(MultiValueMap<String, String> parameters, Set<String> filters) {
        this(parameters, filters, Set.of());
    }

    /// Of a listing that has pages.
    ///
    /// @param filters the names that are known, besides those of paging
    /// @param repeated which of them may be given more than once
    public QueryParameters(MultiValueMap<String, String> parameters, Set<String> filters, Set<String> repeated) {
        this(parameters);
        var known = new TreeSet<>(filters);
        known.addAll(PAGING);
        parameters.forEach((name, values) -> checkName(name, values, known, repeated));
    }

    private QueryParameters(MultiValueMap<String, String> parameters) {
        this.parameters = parameters;
    }

    /// Of what has no pages.
    ///
    /// @param known all names that are known
    /// @param repeated which of them may be given more than once
    public static QueryParameters unpaged(
            MultiValueMap<String, String> parameters, Set<String> known, Set<String> repeated) {
        var query = new QueryParameters(parameters);
        parameters.forEach((name, values) -> query.checkName(name, values, new TreeSet<>(known), repeated));
        return query;
    }

    /// All values of a parameter that may be repeated.
    public <E extends Enum<E>> Set<E> anyOf(String name, Class<E> type) {
        return parameters.getOrDefault(name, List.of()).stream()
                .map(text -> parse(name, text, value -> EnumNames.parse(type, value)))
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toSet());
    }

    public <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
        return read(name, text -> EnumNames.parse(type, text));
    }

    /// The value of a parameter that must be there; null where it was refused.
    ///
    /// @param parse throws an [IllegalArgumentException] that can be shown
    public <T> @Nullable T required(String name, Function<String, T> parse) {
        if (!parameters.containsKey(name)) {
            faults.inParameter(name, "is required");
        }
        return read(name, parse);
    }

    /// The value of a parameter; null where it is absent, or was refused.
    ///
    /// @param parse throws an [IllegalArgumentException] that can be shown
    public <T> @Nullable T read(String name, Function<String, T> parse) {
        var text = parameters.getFirst(name);
        return text == null ? null : parse(name, text, parse);
    }

    private <T> @Nullable T parse(String name, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            faults.inParameter(name, String.valueOf(e.getMessage()));
            return null;
        }
    }

    public int pageSize() {
        var size = read("pageSize", QueryParameters::size);
        return size == null ? DEFAULT_PAGE_SIZE : size;
    }

    public @Nullable String pageToken() {
        return parameters.getFirst("pageToken");
    }

    /// To be called when everything was read, and before a page token is.
    public void throwIfFaulty() {
        faults.throwIfAny();
    }

    /// What is listed, without what only concerns the page.
    public PageToken tokensOf(String listing) {
        var filters = parameters.entrySet().stream()
                .filter(entry -> !PAGING.contains(entry.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::toString)
                .toList();
        return new PageToken(listing + filters);
    }

    private void checkName(String name, List<String> values, Set<String> known, Set<String> repeated) {
        if (!known.contains(name)) {
            faults.inParameter(
                    name, "is not known here; known are " + String.join(", ", known) + Suggestion.of(name, known));
        } else if (values.size() > 1 && !repeated.contains(name)) {
            faults.inParameter(name, "is given more than once");
        }
    }

    private static int size(String text) {
        try {
            var size = Integer.parseInt(text);
            if (size >= 1) {
                return Math.min(size, MAX_PAGE_SIZE);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SIZE, e);
        }
        throw new IllegalArgumentException(SIZE);
    }

    private static final String SIZE =
            "must be a whole number of 1 or more; above " + MAX_PAGE_SIZE + " it means " + MAX_PAGE_SIZE;
}
