package io.github.sfnreplay.executionlogs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.AwsServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DataProtectionStatus;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;

/// Calls CloudWatch Logs through the AWS SDK, one attempt per call.
final class AwsExecutionLogs implements ExecutionLogs {

    /// What the API allows; a page of small events is then bounded by 1 MB only.
    private static final int MAX_EVENTS = 10_000;

    private record Key(String accountId, String region) {}

    private final AwsServices services;
    private final EventReader reader = new EventReader();
    private final Cache<Key, CloudWatchLogsClient> clients =
            Caffeine.newBuilder().maximumSize(1_000).build();

    AwsExecutionLogs(AwsServices services) {
        this.services = services;
    }

    @Override
    public boolean isReachable() {
        return services.areLogsBesideStepFunctions();
    }

    @Override
    public @Nullable LogGroup describe(LogGroupArn group) {
        return this.<@Nullable LogGroup>call(Action.DESCRIBE_LOG_GROUPS, group, client -> {
            var answer = client.describeLogGroups(request -> request.logGroupNamePrefix(group.name()));
            return answer.logGroups().stream()
                    .filter(each -> group.name().equals(each.logGroupName()))
                    .findFirst()
                    .map(each -> logGroup(group, each))
                    .orElse(null);
        });
    }

    private static LogGroup logGroup(
            LogGroupArn arn, software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup group) {
        var days = group.retentionInDays();
        var inherits = !group.inheritedPropertiesAsStrings().isEmpty();
        var protection = group.dataProtectionStatus();
        return new LogGroup(
                arn,
                days == null ? null : Duration.ofDays(days),
                inherits || protection == DataProtectionStatus.ACTIVATED,
                inherits || protection != null,
                group.logGroupClass() == null || group.logGroupClass() == LogGroupClass.STANDARD);
    }

    @Override
    public LogPage find(LogQuery query, @Nullable String pageToken) {
        return call(Action.FILTER_LOG_EVENTS, query.group(), client -> {
            var answer = client.filterLogEvents(
                    request -> request.logGroupName(query.group().name())
                            .filterPattern(query.pattern())
                            .startTime(query.from().toEpochMilli())
                            .endTime(query.until().toEpochMilli())
                            .limit(MAX_EVENTS)
                            .nextToken(pageToken));
            var events = new ArrayList<ExecutionEvent>(answer.events().size());
            var unreadable = 0;
            for (var message : answer.events().stream()
                    .map(FilteredLogEvent::message)
                    .filter(Objects::nonNull)
                    .toList()) {
                var event = reader.read(message);
                if (event == null) {
                    unreadable++;
                } else if (query.isOfMachine(event.executionArn())) {
                    events.add(event);
                }
            }
            return new LogPage(events, unreadable, answer.nextToken());
        });
    }

    private <T extends @Nullable Object> T call(
            Action action, LogGroupArn group, Function<CloudWatchLogsClient, T> call) {
        return services.call(action, group.region(), () -> call.apply(client(group)));
    }

    private CloudWatchLogsClient client(LogGroupArn group) {
        return clients.get(new Key(group.accountId(), group.region()), this::build);
    }

    private CloudWatchLogsClient build(Key key) {
        return services.logsClient(
                CloudWatchLogsClient.builder(), key.accountId(), key.region(), CloudWatchLogsClient.serviceMetadata());
    }
}
