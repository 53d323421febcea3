package io.github.sfnreplay.security.browser;

import io.github.sfnreplay.api.problem.ProtectiveHeaders;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.HeaderWriter;

/// Writes the protective headers that an answer does not have yet.
public final class AnswerHeaders implements HeaderWriter {

    private static final String POLICY = "Content-Security-Policy";

    /// Swagger UI styles its elements one by one, and draws its icons as `data:` images.
    private static final String SWAGGER_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// The pages that explain problems have a style of their own, and nothing else.
    private static final String TEXT_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.startsWith("/swagger-ui")) {
            setIfAbsent(response, POLICY, SWAGGER_POLICY);
        } else if (path.startsWith("/problems/")) {
            setIfAbsent(response, POLICY, TEXT_POLICY);
        }
        ProtectiveHeaders.ALL.forEach((name, value) -> setIfAbsent(response, name, value));
    }

    private static void setIfAbsent(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }
}
