package io.github.sfnreplay.api.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/// Answers, with a problem instead of a page, what Tomcat refuses before any servlet sees it.
public class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            write(response, HttpStatusCode.valueOf(response.getStatus()));
        } catch (IOException e) {
            container.getLogger().debug("The client is gone", e);
        }
    }

    private static void write(Response response, HttpStatusCode status) throws IOException {
        var type = ProblemType.of(status);
        var body = """
                {"type":"%s","title":"%s","status":%d,"detail":"%s"}""".formatted(type.uri(), type.title(), status.value(), type.advice())
                .getBytes(StandardCharsets.UTF_8);
        ProtectiveHeaders.ALL.forEach(response::setHeader);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.finishResponse();
    }
}
