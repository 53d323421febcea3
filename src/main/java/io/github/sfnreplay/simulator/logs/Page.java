package io.github.sfnreplay.simulator.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Fills one page of at most 1 MB.
public final class Page {

    /// AWS's bound on an answer of FilterLogEvents: 1 MB.
    private static final int MAX_BYTES = 1_048_576;

    private final Group group;
    private final LogFlaws flaws;
    private final long oldest;
    private final List<Message> messages = new ArrayList<>();
    private int bytes;

    /// @param oldest what is older has been deleted
    Page(Group group, LogFlaws flaws, long oldest) {
        this.group = group;
        this.flaws = flaws;
        this.oldest = oldest;
    }

    Found fill(Search search, @Nullable After after, long now) {
        if (flaws.emptyPages() && (after == null || after.sequence() >= 0)) {
            return new Found(List.of(), empty(search, after));
        }
        var from = after == null
                ? new Group.Place(search.from(), -1)
                : new Group.Place(after.at(), afterEmpty(after.sequence()));
        var limit = Math.min(search.limit(), flaws.largestPage());
        var last = from;
        for (var each : group.events().tailMap(from, false).entrySet()) {
            var event = each.getValue();
            if (event.at() > search.until()) {
                break;
            }
            if (isFound(event, search, now)) {
                var message = message(each.getKey(), event);
                if (messages.size() >= limit || bytes + size(message) > MAX_BYTES) {
                    return new Found(messages, new After(last.at(), last.sequence()));
                }
                add(message, event);
            }
            last = each.getKey();
        }
        return new Found(messages, null);
    }

    /// The place of an empty page is told from that of the page after it by a negative sequence.
    private static After empty(Search search, @Nullable After after) {
        return after == null ? new After(search.from(), -2) : new After(after.at(), -after.sequence() - 3);
    }

    private static long afterEmpty(long sequence) {
        return sequence == -2 ? -1 : sequence < 0 ? -sequence - 3 : sequence;
    }

    private boolean isFound(Event event, Search search, long now) {
        return event.at() >= oldest
                && event.at() + flaws.delay().toMillis() <= now
                && search.pattern().matches(event)
                && event.chance().doubles().skip(1).findFirst().orElse(1) >= flaws.missing();
    }

    private Message message(Group.Place place, Event event) {
        var chances = event.chance().doubles(5).toArray();
        var logging = Objects.requireNonNull(event.execution().machine().spec().logging());
        var text = event.message(logging, chances[2] < flaws.truncated(), group.masks() || chances[3] < flaws.masked());
        return new Message(place.at() + "-" + place.sequence(), event.at(), event.stream(), text);
    }

    private void add(Message message, Event event) {
        messages.add(message);
        bytes += size(message);
        if (event.chance().doubles(5).toArray()[4] < flaws.repeated()) {
            messages.add(message);
            bytes += size(message);
        }
    }

    private static int size(Message message) {
        return message.text().length() + Event.OVERHEAD;
    }

    /// What is searched for.
    ///
    /// @param from inclusive, epoch milliseconds
    /// @param until inclusive
    public record Search(Pattern pattern, long from, long until, int limit) {}

    /// Where a search goes on.
    public record After(long at, long sequence) {}

    /// What a search has found.
    ///
    /// @param after null where it is at its end
    public record Found(List<Message> messages, @Nullable After after) {}

    /// A log event as it is answered.
    public record Message(String id, long at, String stream, String text) {}
}
