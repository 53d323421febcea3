package io.github.sfnreplay.simulator;

/// Answers GetExecutionHistory.
final class HistoryActions {

    private final World world;
    private final PageTokens tokens;

    HistoryActions(World world, PageTokens tokens) {
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
