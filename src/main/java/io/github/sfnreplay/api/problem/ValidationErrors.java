package io.github.sfnreplay.api.problem;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Collects all that is wrong with a request, so that the caller learns it at once.
public final class ValidationErrors {

    /// More than anybody corrects at once; bounds the answer to a body of 10,000 wrong entries.
    private static final int MAX_SHOWN = 100;

    private final List<Map<String, String>> errors = new ArrayList<>();
    private final Set<String> places = new HashSet<>();

    /// At a JSON Pointer into the body; of several faults at one place the first counts.
    public void at(String pointer, String detail) {
        add("pointer", pointer, detail);
    }

    public void inParameter(String name, String detail) {
        add("parameter", name, detail);
    }

    public void inHeader(String name, String detail) {
        add("header", name, detail);
    }

    /// Whether there are so many that no more need to be looked for.
    public boolean areMany() {
        return errors.size() >= MAX_SHOWN;
    }

    /// Whether there is one at this place of the body, or below it.
    public boolean concern(String pointer) {
        return places.stream().anyMatch(place -> place.startsWith("pointer" + pointer));
    }

    /// Refuses the request if there are any.
    ///
    /// @throws RefusedException that names them all
    public void throwIfAny() {
        refusal().ifPresent(refusal -> {
            throw refusal;
        });
    }

    /// What names them all, if there are any.
    public Optional<RefusedException> refusal() {
        if (errors.isEmpty()) {
            return Optional.empty();
        }
        var more = errors.size() > MAX_SHOWN ? "; the first " + MAX_SHOWN + " are named" : "";
        return Optional.of(new RefusedException(
                ProblemType.VALIDATION_FAILED,
                (errors.size() == 1 ? "There is 1 error" : "There are " + errors.size() + " errors") + " in the request"
                        + more + ". Nothing was done.",
                Map.of("errors", errors.subList(0, Math.min(errors.size(), MAX_SHOWN)))));
    }

    private void add(String kind, String place, String detail) {
        if (places.add(kind + place)) {
            errors.add(Map.of(kind, place, "detail", detail));
        }
    }
}
