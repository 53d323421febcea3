package io.github.sfnreplay.api.problem;

import io.github.sfnreplay.replay.Fault;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.modulith.NamedInterface;

/// Builds problem answers (RFC 9457).
@NamedInterface("problems")
public final class Problems {

    /// Of the properties that come two at a time, those that come first; others have the order of their names.
    private static final List<String> FIRST = List.of("line", "currentState", "planHash", "matched");

    private static final Comparator<String> IN_ORDER = Comparator.<String, Boolean>comparing(
                    name -> !FIRST.contains(name))
            .thenComparing(Comparator.naturalOrder());

    private Problems() {}

    public static ProblemDetail of(ProblemType type, String detail, Map<String, ?> properties) {
        return of(type, HttpStatusCode.valueOf(type.status()), detail, properties);
    }

    public static ProblemDetail of(ProblemType type, HttpStatusCode status, String detail, Map<String, ?> properties) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(type.uri());
        problem.setTitle(type.title());
        properties.keySet().stream().sorted(IN_ORDER).forEach(name -> problem.setProperty(name, properties.get(name)));
        return problem;
    }

    public static ProblemDetail of(Fault fault) {
        return of(ProblemType.of(fault.kind()), fault.detail(), fault.properties());
    }

    /// @param headers to be sent too
    static ResponseEntity<Object> answer(ProblemType type, ProblemDetail problem, HttpHeaders headers) {
        var answer = ResponseEntity.status(problem.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (type.retryAfter() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(type.retryAfter()));
        }
        return answer.body(problem);
    }
}
