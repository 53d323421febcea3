package io.github.sfnreplay.api.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers, with a problem, what went wrong outside of the controllers.
@RestController
@Hidden
class ErrorFallback implements ErrorController {

    @RequestMapping("/error")
    @Nullable
    ResponseEntity<Object> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        // what Tomcat itself refuses, such as TRACE, has passed no filter
        ProtectiveHeaders.ALL.forEach(response::setHeader);
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatusCode.valueOf(code)
                : HttpStatus.NOT_FOUND;
        var answer = status.is5xxServerError()
                ? ProblemAdvice.unexpected((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))
                : ProblemAdvice.ofStatus(status);
        if (answer.getBody() instanceof ProblemDetail problem) {
            problem.setInstance(pathOf(request));
        }
        return answer;
    }

    private static URI pathOf(HttpServletRequest request) {
        var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return URI.create(path == null ? request.getRequestURI() : path.toString());
    }
}
