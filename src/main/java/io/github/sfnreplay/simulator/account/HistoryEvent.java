package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.json.JsonReply;
import java.util.function.Consumer;

/// One event of an execution's history; the details are written under the name that AWS gives them, empty for none.
public record HistoryEvent(long id, long at, String type, String detailsName, Consumer<JsonReply> details) {

    public void write(JsonReply json) {
        json.number("id", id)
                .number("previousEventId", id - 1)
                .time("timestamp", at)
                .text("type", type);
        if (!detailsName.isEmpty()) {
            json.object(detailsName, details);
        }
    }
}
