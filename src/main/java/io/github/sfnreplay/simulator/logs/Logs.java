package io.github.sfnreplay.simulator.logs;

import io.github.sfnreplay.simulator.account.Account;
import io.github.sfnreplay.simulator.account.Execution;
import io.github.sfnreplay.simulator.account.Machine;
import io.github.sfnreplay.simulator.spec.AwsError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// All log groups of the account.
public final class Logs {

    private final Account account;
    private final InstantSource clock;
    private final SortedMap<String, Group> groups = new TreeMap<>();
    private volatile LogFlaws flaws = LogFlaws.none();

    public Logs(Account account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
        account.listener(new Execution.Listener() {
            @Override
            public void created(Machine machine) {
                var logging = machine.spec().logging();
                if (logging != null) {
                    groups.computeIfAbsent(logging.group(), Group::new);
                }
            }

            @Override
            public void started(Execution execution, long at) {
                log(Event.started(execution, at));
            }

            @Override
            public void ended(Execution execution) {
                log(Event.ended(execution));
            }
        });
    }

    private void log(Event event) {
        var logging = event.execution().machine().spec().logging();
        if (logging != null && event.isLoggedAt(logging.level())) {
            group(logging.group()).add(event);
        }
    }

    /// Replaces how logs fall short of the truth.
    public void flaws(LogFlaws value) {
        flaws = value;
    }

    LogFlaws flaws() {
        return flaws;
    }

    /// The group of that name; refused as AWS does if there is none.
    public Group group(String name) {
        var group = groups.get(name);
        if (group == null) {
            throw AwsError.of("ResourceNotFoundException", "The specified log group does not exist.");
        }
        return group;
    }

    public void delete(String name) {
        account.now(now -> {
            groups.remove(name);
            return name;
        });
    }

    public List<Group> groups(String prefix) {
        return account.now(now -> groups.values().stream()
                .filter(group -> group.name().startsWith(prefix))
                .toList());
    }

    /// The ARN of a group, as DescribeLogGroups tells it.
    public String arn(Group group) {
        return account.arns().logGroup(group.name());
    }

    /// One page of what a search finds.
    ///
    /// @param after the place of the last event that was looked at; null at the beginning
    public Page.Found search(String name, Page.Search search, Page.@Nullable After after) {
        return account.now(now -> {
            var group = group(name);
            if (group.isInfrequent()) {
                throw AwsError.of(
                        "InvalidOperationException",
                        "This operation is not supported for log groups of class INFREQUENT_ACCESS.");
            }
            return new Page(group, flaws, oldest(group)).fill(search, after, clock.millis());
        });
    }

    private long oldest(Group group) {
        var days = group.retentionDays();
        return days == null
                ? Long.MIN_VALUE
                : clock.millis() - Duration.ofDays(days).toMillis();
    }
}
