package io.github.sfnreplay.api.problem;

import io.github.sfnreplay.replay.Fault;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.modulith.NamedInterface;

/// Every kind of error answer: feeds the answers themselves, the OpenAPI document and `GET /problems/{name}`.
@NamedInterface("problems")
public enum ProblemType {
    VALIDATION_FAILED(
            400,
            "The request is not valid",
            "Something in the request is missing, unknown, malformed or contradictory. `errors` names all of it at"
                    + " once, each by a JSON Pointer into the body, a query parameter or a header. Correct those and"
                    + " send the request again."),
    MALFORMED_JSON(
            400,
            "The body is not JSON",
            "The body is empty, is not JSON, or names a property twice. `line` and `column`, where given, say where"
                    + " reading ended. Correct the JSON and send the request again."),
    INVALID_PAGE_TOKEN(
            400,
            "The page token is not valid",
            "A page token holds only for the listing it came from, with the same filters, and while the replay it"
                    + " stands at is kept. Send the request without `pageToken` to begin at the first page."),
    BAD_REQUEST(
            400,
            "The request is not valid HTTP",
            "The request line, the path or the headers are malformed or too long, so that the request was not even"
                    + " routed. Correct the client."),
    STATE_MACHINE_NOT_ALLOWED(
            403,
            "The service may not touch this state machine",
            "Whoever runs the service has named the state machines that it may replay, from and into; the one in"
                    + " `stateMachineArn` is not among them. Choose one that `GET /state-machines` lists, or have it"
                    + " added to `sfn-replay.allowed-state-machines`."),
    UNAUTHORIZED(
            401,
            "You have to sign in",
            "The request carries no credentials, or none that are valid here. `WWW-Authenticate` says which are asked"
                    + " for: name and password, or a bearer token. Whether the name, the password or the token was wrong"
                    + " is not told."),
    FORBIDDEN(
            403,
            "You may not do that",
            "You are signed in, but your roles do not include `requiredRole`. `GET /me` shows them. Ask whoever runs the"
                    + " service."),
    CROSS_SITE_REQUEST(
            403,
            "The request comes from another site",
            "A page of another origin sent it, or it lacks the token that proves that it does not: then send the value"
                    + " of the cookie `XSRF-TOKEN` in the header `X-XSRF-TOKEN`. Call from a page of this service or"
                    + " from a program. Behind a proxy, set `sfn-replay.public-url` to the address that people use."),
    HOST_NOT_ALLOWED(
            403,
            "The service is not known under that host name",
            "While nobody has to sign in, the header `Host` must name `localhost`, `127.0.0.1`, `[::1]` or the host of"
                    + " `sfn-replay.public-url`: another name may be a page that pretends to be this service."),
    SECOND_PERSON_REQUIRED(
            403,
            "Another person has to confirm",
            "The plan has more items than one person may start alone. Somebody else than who asked for the replay has to"
                    + " look at the plan and confirm it, with its `planHash`."),
    NOT_FOUND(
            404,
            "There is nothing at this path",
            "No resource has this path. `/swagger-ui.html` shows all that there are."),
    REPLAY_NOT_FOUND(
            404,
            "There is no such replay",
            "The id is not known, or the replay was deleted or is no longer kept: unless replays are stored, they are"
                    + " gone after a restart. `GET /replays` lists those there are. The service's log has the request of"
                    + " each: send it again, and it adopts what was started and starts the rest."),
    STATE_MACHINE_NOT_FOUND(
            422,
            "There is no such state machine",
            "Step Functions does not know the state machine, version or alias in that account and Region, or it is"
                    + " being deleted. Check the ARN."),
    EXECUTION_NOT_FOUND(
            422,
            "There is no such execution",
            "Step Functions does not know the execution that the request or the item names, or no longer keeps its"
                    + " history; or the state machine has no execution yet. Name another one, or give an `input`."),
    METHOD_NOT_ALLOWED(
            405,
            "The method is not allowed here",
            "The path exists, but not with this method. The header `Allow` and the property `allowed` name those that"
                    + " do."),
    NOT_ACCEPTABLE(
            406,
            "The answer cannot be given in that form",
            "The header `Accept` excludes all that this resource can be shown as; `supported` names those."),
    REPLAY_CONFLICT(
            409,
            "Another replay of this state machine has not ended",
            "Only one replay at a time may run on a state machine. Wait for the one in `activeReplayId`, or cancel it."),
    INVALID_STATE_TRANSITION(
            409,
            "The replay's state does not allow that",
            "`currentState` is where the replay is, `allowedActions` is what can be asked of it there."),
    PLAN_CHANGED(
            409,
            "The plan is not the one you confirm",
            "The `planHash` sent is not that of the plan. Read the replay again, look at its plan, and confirm that."),
    NOTHING_TO_RETRY(
            409,
            "Nothing failed that could be retried",
            "The replay has no failed and no unconfirmed items. To run what succeeded once more, create a replay with"
                    + " the next `attempt`."),
    PRECONDITION_FAILED(
            412,
            "The replay has changed",
            "`If-Match` named another version than the replay has now, which is in `version`. Read the replay again,"
                    + " and decide again."),
    CONTENT_TOO_LARGE(
            413,
            "The body is too large",
            "The body is longer than `maxBytes`. Select executions by status and dates instead of naming them, or split"
                    + " the request."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The body's media type is not supported",
            "Send the body as one of `supported`, and say so in the header `Content-Type`."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "The idempotency key was used for another request",
            "The same `Idempotency-Key` came with another body before. Use a new key for a new request, or send the"
                    + " former body again."),
    LOGGING_NOT_SUFFICIENT(
            422,
            "The logs of the EXPRESS state machine do not suffice",
            "Step Functions keeps no list of the executions of an EXPRESS machine; only CloudWatch Logs does. Set"
                    + " `loggingConfiguration` of the machine to level `ALL`, with `includeExecutionData` and a log group of"
                    + " class STANDARD; what runs from then on can be replayed."),
    LOGS_ARE_MASKED(
            422,
            "The logs of the EXPRESS state machine are masked",
            "A data protection policy masks the inputs, which are in the logs only. They cannot be replayed as they"
                    + " were."),
    STATE_MACHINE_TYPE_NOT_SUPPORTED(
            422,
            "State machines of this type cannot be replayed",
            "EXPRESS machines keep no list of their executions and lock no names: they can be neither source nor"
                    + " target. Use a STANDARD machine."),
    MAX_ITEMS_EXCEEDED(
            422,
            "More executions than maxItems",
            "The request selects `matched` executions, more than `maxItems`. Nothing was started. Narrow the filter, or"
                    + " raise `limits.maxItems`."),
    EXECUTIONS_INVALID(
            422,
            "The file of executions is not valid",
            "Lines of the part `executions` name no execution that could be replayed. `errors` names the first of them"
                    + " by their numbers. Nothing was started. Correct the file and send it again."),
    TOO_MANY_REPLAYS(
            429,
            "Too many replays are waiting",
            "So many replays wait for a free place that no more are accepted. Try again after `Retry-After` seconds."),
    TOO_MANY_REQUESTS(
            429,
            "Too many requests at once",
            "As much of this is under way as the service allows at once. Try again after `Retry-After` seconds."),
    INTERNAL_ERROR(
            500,
            "The service failed",
            "Something went wrong that nobody foresaw. The log of the service has the details under `errorId`."),
    UPSTREAM_ACCESS_DENIED(
            502,
            "AWS denied access",
            "The service has no usable AWS credentials, or they do not permit the call in `awsErrorCode`. Give them the"
                    + " permissions that the README lists, and send the request again."),
    UPSTREAM_ERROR(
            502,
            "AWS did not answer as expected",
            "Step Functions could not be reached, or answered with the error in `awsErrorCode`. Try again after"
                    + " `Retry-After` seconds."),
    UPSTREAM_THROTTLED(
            503,
            "AWS asks to slow down",
            "Step Functions refused the call because the account made too many. Try again after `Retry-After` seconds."),
    TOO_BUSY(
            503,
            "Too many large requests at once",
            "So many large bodies are being read that there is no memory for another. Try again after `Retry-After`"
                    + " seconds."),
    SIGN_IN_UNAVAILABLE(
            503,
            "Nobody can be signed in at the moment",
            "The keys of the issuer of tokens could not be read, so that yours cannot be checked. Try again after"
                    + " `Retry-After` seconds; if that lasts, whoever runs the service finds the reason in its log."),
    STORE_UNAVAILABLE(
            503,
            "The database does not answer",
            "The database in which replays are kept does not answer, or has no room. Replays that run wait, and go on by"
                    + " themselves. Send the request again after `Retry-After` seconds."),
    SHUTTING_DOWN(
            503,
            "The service is shutting down",
            "No new work is accepted. Try again after `Retry-After` seconds, when it has been started again.");

    private static final String PATH = "/problems/";

    private final int status;
    private final String title;
    private final String advice;

    ProblemType(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
    }

    /// The kinds of the domain have the same names.
    static ProblemType of(Fault.Kind kind) {
        return valueOf(kind.name());
    }

    /// What fits an answer of which only the status is known.
    static ProblemType of(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> CONTENT_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 503 -> SHUTTING_DOWN;
            default -> status.is4xxClientError() ? BAD_REQUEST : INTERNAL_ERROR;
        };
    }

    public static Optional<ProblemType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.slug().equals(name)).findFirst();
    }

    /// The last part of its URI, for example `replay-not-found`.
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public URI uri() {
        return URI.create(PATH + slug());
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// What it means and what to do about it.
    public String advice() {
        return advice;
    }

    /// Seconds after which the same request may succeed; 0 where waiting does not help.
    int retryAfter() {
        return switch (this) {
            case TOO_MANY_REPLAYS -> 30;
            case TOO_MANY_REQUESTS,
                    UPSTREAM_ERROR,
                    UPSTREAM_THROTTLED,
                    TOO_BUSY,
                    SIGN_IN_UNAVAILABLE,
                    STORE_UNAVAILABLE,
                    SHUTTING_DOWN -> 10;
            default -> 0;
        };
    }
}
