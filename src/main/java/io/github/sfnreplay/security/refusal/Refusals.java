package io.github.sfnreplay.security.refusal;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.Problems;
import io.github.sfnreplay.api.problem.ProtectiveHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Answers with a problem, before any controller is asked.
public final class Refusals {

    private final JsonMapper mapper;

    public Refusals(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /// Writes a problem document.
    ///
    /// @param properties besides those that every problem has
    public void answer(
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemType type,
            String detail,
            Map<String, ?> properties)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        var problem = Problems.of(type, detail, properties);
        var body = new LinkedHashMap<String, Object>();
        body.put("type", problem.getType());
        body.put("title", problem.getTitle());
        body.put("status", problem.getStatus());
        body.put("detail", problem.getDetail());
        body.put("instance", request.getRequestURI());
        body.putAll(properties);
        response.setStatus(type.status());
        ProtectiveHeaders.ALL.forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(mapper.writeValueAsBytes(body));
    }

    /// Writes that a caller asks too often.
    ///
    /// @param seconds after which the same request may succeed
    public void tooMany(HttpServletRequest request, HttpServletResponse response, String detail, long seconds)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        answer(request, response, ProblemType.TOO_MANY_REQUESTS, detail, Map.of());
    }
}
