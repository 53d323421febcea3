package io.github.sfnreplay.simulator;

import io.github.sfnreplay.simulator.account.Ledger;
import io.github.sfnreplay.simulator.http.HttpReply;
import io.github.sfnreplay.simulator.http.HttpRequest;
import io.github.sfnreplay.simulator.json.JsonReply;
import io.github.sfnreplay.simulator.quota.CallCounts;
import io.github.sfnreplay.simulator.spec.Action;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Answers what is no Step Functions call: the counts of a simulator that runs on its own.
///
/// `GET /_ledger`, `POST /_foreign?action=..&count=..`, `POST /_reset`, `POST /_expire-tokens`
final class ControlPath {

    private final Controls simulator;

    /// What can be asked of a simulator from outside its process.
    interface Controls {

        Ledger ledger();

        CallCounts calls();

        int openHighWaterMark();

        void resetCounts();

        void expireTokens();

        long takeForeign(Action action, long count);
    }

    ControlPath(Controls simulator) {
        this.simulator = simulator;
    }

    boolean owns(HttpRequest request) {
        return request.path().startsWith("/_");
    }

    HttpReply handle(HttpRequest request) {
        var path = request.path().split("\\?", 2);
        var query = path.length == 2 ? query(path[1]) : Map.<String, String>of();
        return switch (request.method() + " " + path[0]) {
            case "GET /_ledger" -> ok(ledger());
            case "POST /_foreign" -> foreign(query);
            case "POST /_expire-tokens" -> {
                simulator.expireTokens();
                yield ok("{}");
            }
            case "POST /_reset" -> {
                simulator.resetCounts();
                yield ok("{}");
            }
            default -> HttpReply.json(404, "{\"error\":\"No such control path\"}");
        };
    }

    private static HttpReply ok(String json) {
        return HttpReply.json(200, json);
    }

    private String ledger() {
        var ledger = simulator.ledger();
        var calls = simulator.calls();
        var bytes = JsonReply.object(json -> json.number("acceptedStarts", ledger.acceptedStarts())
                .number("distinctNames", ledger.distinctNames())
                .number("distinctInputs", ledger.distinctInputs())
                .number("duplicateInputs", ledger.duplicateInputs())
                .number("acceptedRedrives", ledger.acceptedRedrives())
                .number("acceptedStops", ledger.acceptedStops())
                .number("openHighWaterMark", simulator.openHighWaterMark())
                .object("calls", counts -> count(counts, calls::of))
                .object("throttled", counts -> count(counts, calls::throttled)));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void count(JsonReply json, ToLongFunction<Action> counter) {
        for (var action : Action.values()) {
            json.number(action.wireName(), counter.applyAsLong(action));
        }
    }

    private HttpReply foreign(Map<String, String> query) {
        var action = Action.named(query.getOrDefault("action", ""));
        if (action == null) {
            return HttpReply.json(400, "{\"error\":\"No such action\"}");
        }
        var taken = simulator.takeForeign(action, Long.parseLong(query.getOrDefault("count", "1")));
        return ok("{\"taken\":" + taken + "}");
    }

    private static Map<String, String> query(String text) {
        return Stream.of(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (first, last) -> last));
    }
}
