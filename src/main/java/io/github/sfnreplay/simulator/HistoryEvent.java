package io.github.sfnreplay.simulator;

import java.util.function.Consumer;

/// One event of an execution's history; the details are written under the name that AWS gives them, empty for none.
record HistoryEvent(long id, long at, String type, String detailsName, Consumer<JsonReply> details) {

    void write(JsonReply json) {
        json.number("id", id)
                .number("previousEventId", id - 1)
                .time("timestamp", at)
                .text("type", type);
        if (!detailsName.isEmpty()) {
            json.object(detailsName, details);
        }
    }
}
