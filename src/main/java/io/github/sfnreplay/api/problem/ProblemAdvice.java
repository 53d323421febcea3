package io.github.sfnreplay.api.problem;

import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/// Answers every exception with a problem.
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(ReplayException refusal) {
        var fault = refusal.fault();
        return Problems.answer(ProblemType.of(fault.kind()), Problems.of(fault), new HttpHeaders());
    }

    @ExceptionHandler
    ResponseEntity<Object> unavailable(StoreUnavailableException failure) {
        LOG.warn("A request was refused: {}", failure.getMessage(), failure);
        return answer(
                ProblemType.STORE_UNAVAILABLE,
                "The database in which replays are kept does not answer. Send the request again in a while.",
                Map.of());
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(RefusedException refusal) {
        return answer(refusal.type(), refusal.detail(), refusal.properties());
    }

    /// A query that is no text, which only shows when its parameters are first asked for.
    @ExceptionHandler
    ResponseEntity<Object> refused(InvalidParameterException refusal, HttpServletRequest request) {
        return refused(QueryText.refused(request.getQueryString()));
    }

    /// Goes on to Tomcat, which cuts the connection.
    @ExceptionHandler
    void broken(BrokenStreamException failure) {
        throw failure;
    }

    /// What nobody foresaw: the log has it, the answer does not. A client that is gone is no failure.
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> failed(Exception failure) {
        return isOfClient(failure) ? null : unexpected(failure);
    }

    /// Whether the client is gone, or does not read the answer.
    private static boolean isOfClient(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return DisconnectedClientHelper.isClientDisconnectedException(failure);
    }

    static ResponseEntity<Object> unexpected(@Nullable Throwable failure) {
        var id = UUID.randomUUID().toString();
        LOG.error("Internal error {}", id, failure);
        return answer(
                ProblemType.INTERNAL_ERROR,
                "Something went wrong that nobody foresaw. The log has the details under " + id + ".",
                Map.of("errorId", id));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure instanceof HttpMessageNotWritableException && isOfClient(failure)) {
            return null;
        }
        var answer = switch (failure) {
            case HttpRequestMethodNotSupportedException e -> methodNotAllowed(e, request);
            case HttpMediaTypeNotSupportedException e -> unsupported(e);
            case HttpMediaTypeNotAcceptableException e -> notAcceptable(e);
            case HttpMessageNotReadableException e ->
                answer(
                        ProblemType.MALFORMED_JSON,
                        "The body is empty or could not be read. Send a JSON object.",
                        Map.of());
            default -> ofStatus(status, failure);
        };
        return super.handleExceptionInternal(
                failure, answer.getBody(), merged(headers, answer.getHeaders()), answer.getStatusCode(), request);
    }

    private static HttpHeaders merged(HttpHeaders first, HttpHeaders second) {
        var all = new HttpHeaders();
        all.putAll(first);
        all.putAll(second);
        return all;
    }

    /// The mapping of static files, which has every path, knows no method but GET.
    private static ResponseEntity<Object> methodNotAllowed(
            HttpRequestMethodNotSupportedException failure, WebRequest request) {
        var pattern =
                request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        if (pattern != null && pattern.toString().endsWith("/**")) {
            return notFound();
        }
        var allowed = failure.getSupportedHttpMethods() == null
                ? List.<String>of()
                : failure.getSupportedHttpMethods().stream()
                        .map(Object::toString)
                        .sorted()
                        .toList();
        return answer(
                ProblemType.METHOD_NOT_ALLOWED,
                failure.getMethod() + " is not allowed here; allowed: " + String.join(", ", allowed) + ".",
                Map.of("allowed", allowed));
    }

    private static ResponseEntity<Object> unsupported(HttpMediaTypeNotSupportedException failure) {
        var supported = supported(failure);
        return answer(
                ProblemType.UNSUPPORTED_MEDIA_TYPE,
                "Send the body with Content-Type: " + String.join(" or ", supported) + ".",
                Map.of("supported", supported));
    }

    private static ResponseEntity<Object> notAcceptable(HttpMediaTypeNotAcceptableException failure) {
        var supported = supported(failure);
        return answer(
                ProblemType.NOT_ACCEPTABLE,
                "The answer is given as " + String.join(" or ", supported) + ", which the header Accept excludes.",
                Map.of("supported", supported));
    }

    private static List<String> supported(HttpMediaTypeException failure) {
        return failure.getSupportedMediaTypes().stream()
                .map(MediaType::toString)
                .distinct()
                .toList();
    }

    private static ResponseEntity<Object> ofStatus(HttpStatusCode status, Exception failure) {
        return status.is5xxServerError() && ProblemType.of(status) == ProblemType.INTERNAL_ERROR
                ? unexpected(failure)
                : ofStatus(status);
    }

    /// @param status of an error of which nothing else shall be said
    static ResponseEntity<Object> ofStatus(HttpStatusCode status) {
        var type = ProblemType.of(status);
        if (type == ProblemType.NOT_FOUND) {
            return notFound();
        }
        var problem = Problems.of(type, status, type.title() + ".", Map.of());
        return Problems.answer(type, problem, new HttpHeaders());
    }

    private static ResponseEntity<Object> notFound() {
        return answer(
                ProblemType.NOT_FOUND,
                "There is nothing at this path. /swagger-ui.html shows all that there is.",
                Map.of());
    }

    private static ResponseEntity<Object> answer(ProblemType type, String detail, Map<String, ?> properties) {
        ProblemDetail problem = Problems.of(type, detail, properties);
        return Problems.answer(type, problem, new HttpHeaders());
    }
}
