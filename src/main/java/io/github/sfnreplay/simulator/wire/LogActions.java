package io.github.sfnreplay.simulator.wire;

import io.github.sfnreplay.simulator.account.PageTokens;
import io.github.sfnreplay.simulator.account.Position;
import io.github.sfnreplay.simulator.json.JsonReply;
import io.github.sfnreplay.simulator.logs.Logs;
import io.github.sfnreplay.simulator.logs.Page;
import io.github.sfnreplay.simulator.logs.Pattern;
import io.github.sfnreplay.simulator.spec.AwsError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers the actions of CloudWatch Logs.
final class LogActions {

    /// AWS's bound on the events of a page.
    private static final int MAX_EVENTS = 10_000;

    private final Logs logs;
    private final PageTokens tokens;

    LogActions(Logs logs, PageTokens tokens) {
        this.logs = logs;
        this.tokens = tokens;
    }

    byte[] filter(Params params) {
        var group = params.required("logGroupName");
        var pattern = params.text("filterPattern");
        var limit = params.number("limit", MAX_EVENTS);
        if (limit < 1 || limit > MAX_EVENTS) {
            throw AwsError.of("InvalidParameterException", "limit must be between 1 and " + MAX_EVENTS);
        }
        var search = new Page.Search(
                Pattern.parse(pattern),
                params.number("startTime", 0),
                params.number("endTime", Long.MAX_VALUE),
                Math.toIntExact(limit));
        var arguments = String.join(" ", "FilterLogEvents", group, search.toString());
        var position = position(params, arguments);
        var found = logs.search(
                group, search, position == null ? null : new Page.After(position.key(), position.sequence()));
        var after = found.after();
        var token = after == null ? null : tokens.issue(arguments, new Position(after.at(), after.sequence()));
        return JsonReply.object(json -> json.array(
                        "events",
                        found.messages(),
                        message -> json.text("logStreamName", message.stream())
                                .number("timestamp", message.at())
                                .text("message", message.text())
                                .number("ingestionTime", message.at())
                                .text("eventId", message.id()))
                .array("searchedLogStreams", List.<String>of(), stream -> {})
                .text("nextToken", token));
    }

    private @Nullable Position position(Params params, String arguments) {
        try {
            return tokens.read(params.text("nextToken"), arguments);
        } catch (AwsError e) {
            throw AwsError.of("InvalidParameterException", "The specified nextToken is invalid.");
        }
    }

    byte[] groups(Params params) {
        var prefix = params.text("logGroupNamePrefix");
        var groups = logs.groups(prefix == null ? "" : prefix);
        return JsonReply.object(json -> json.array("logGroups", groups, group -> {
            json.text("logGroupName", group.name())
                    .text("arn", logs.arn(group))
                    .text("logGroupClass", group.isInfrequent() ? "INFREQUENT_ACCESS" : "STANDARD")
                    .text("dataProtectionStatus", group.protection());
            var days = group.retentionDays();
            if (days != null) {
                json.number("retentionInDays", days);
            }
        }));
    }
}
