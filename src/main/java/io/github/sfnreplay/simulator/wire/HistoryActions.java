package io.github.sfnreplay.simulator.wire;

import io.github.sfnreplay.simulator.account.Account;
import io.github.sfnreplay.simulator.account.History;
import io.github.sfnreplay.simulator.account.PageTokens;
import io.github.sfnreplay.simulator.account.Position;
import io.github.sfnreplay.simulator.json.JsonReply;
import io.github.sfnreplay.simulator.spec.Action;

/// Answers GetExecutionHistory.
final class HistoryActions {

    private final Account world;
    private final PageTokens tokens;

    HistoryActions(Account world, PageTokens tokens) {
        this.world = world;
        this.tokens = tokens;
    }

    byte[] history(Params params) {
        var arn = params.required("executionArn");
        var size = params.maxResults();
        var reverse = params.flag("reverseOrder", false);
        var withData = params.flag("includeExecutionData", true);
        var arguments = String.join(" ", "GetExecutionHistory", arn, "" + size, "" + reverse, "" + withData);
        var position = tokens.read(params.text("nextToken"), arguments);
        var from = position == null ? 0 : Math.toIntExact(position.key());
        return world.now(now -> {
            var events = History.of(
                    world.execution(arn, Action.GET_EXECUTION_HISTORY), withData ? world.historyDataLimit() : 0);
            var ordered = reverse ? events.reversed() : events;
            var end = Math.min(from + size, ordered.size());
            var next = end < ordered.size() ? tokens.issue(arguments, new Position(end, 0)) : null;
            return JsonReply.object(json -> json.array(
                            "events", ordered.subList(Math.min(from, end), end), event -> event.write(json))
                    .text("nextToken", next));
        });
    }
}
