package io.github.sfnreplay.stepfunctions;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.CloudWatchEventsExecutionDataDetails;
import software.amazon.awssdk.services.sfn.model.CloudWatchLogsLogGroup;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventExecutionDataDetails;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.LogDestination;
import software.amazon.awssdk.services.sfn.model.LoggingConfiguration;

/// Reads the SDK's answers, in which anything may be missing.
final class Answers {

    private static final Set<HistoryEventType> FAILURES = EnumSet.of(
            HistoryEventType.EXECUTION_FAILED,
            HistoryEventType.EXECUTION_TIMED_OUT,
            HistoryEventType.EXECUTION_ABORTED);

    private Answers() {}

    /// What a machine logs; a level that the SDK does not know counts as none.
    static Logging logging(@Nullable LoggingConfiguration configuration) {
        if (configuration == null || configuration.level() == null) {
            return Logging.NONE;
        }
        var level = switch (configuration.level()) {
            case ALL -> Logging.Level.ALL;
            case ERROR -> Logging.Level.ERROR;
            case FATAL -> Logging.Level.FATAL;
            default -> Logging.Level.OFF;
        };
        var group = configuration.destinations().stream()
                .map(LogDestination::cloudWatchLogsLogGroup)
                .filter(Objects::nonNull)
                .map(CloudWatchLogsLogGroup::logGroupArn)
                .filter(Objects::nonNull)
                .findFirst();
        return new Logging(level, Boolean.TRUE.equals(configuration.includeExecutionData()), group.orElse(null));
    }

    static Execution execution(ExecutionListItem item) {
        return execution(
                required("name", item.name()),
                item.status(),
                item.startDate(),
                item.stopDate(),
                item.redriveCount(),
                item.stateMachineVersionArn(),
                item.stateMachineAliasArn());
    }

    static ExecutionDetails details(ExecutionArn arn, DescribeExecutionResponse answer) {
        var execution = execution(
                arn.name(),
                answer.status(),
                answer.startDate(),
                answer.stopDate(),
                answer.redriveCount(),
                answer.stateMachineVersionArn(),
                answer.stateMachineAliasArn());
        return new ExecutionDetails(
                execution,
                included(answer.inputDetails()) ? answer.input() : null,
                included(answer.outputDetails()) ? answer.output() : null,
                answer.error(),
                answer.cause());
    }

    /// The input that the event carries; null if it is not the first event, or does not carry it whole.
    static @Nullable String input(HistoryEvent event) {
        var details = event.executionStartedEventDetails();
        return details == null || truncated(details.inputDetails()) ? null : details.input();
    }

    /// The end that the event tells; null if it is no end, or does not carry the output whole.
    static @Nullable ExecutionEnd end(HistoryEvent event) {
        var succeeded = event.executionSucceededEventDetails();
        if (succeeded != null) {
            return succeeded.output() == null || truncated(succeeded.outputDetails())
                    ? null
                    : new ExecutionEnd(succeeded.output(), null, null);
        }
        var failed = event.executionFailedEventDetails();
        if (failed != null) {
            return new ExecutionEnd(null, failed.error(), failed.cause());
        }
        var timedOut = event.executionTimedOutEventDetails();
        if (timedOut != null) {
            return new ExecutionEnd(null, timedOut.error(), timedOut.cause());
        }
        var aborted = event.executionAbortedEventDetails();
        if (aborted != null) {
            return new ExecutionEnd(null, aborted.error(), aborted.cause());
        }
        return FAILURES.contains(event.type()) ? new ExecutionEnd(null, null, null) : null;
    }

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the answer has no " + field);
        }
        return value;
    }

    /// A status that the SDK does not know counts as still open, with no stop date: nothing is concluded from it.
    private static Execution execution(
            String name,
            software.amazon.awssdk.services.sfn.model.@Nullable ExecutionStatus theirs,
            @Nullable Instant startedAt,
            @Nullable Instant stoppedAt,
            @Nullable Integer redriveCount,
            @Nullable String versionArn,
            @Nullable String aliasArn) {
        var status = status(theirs);
        return new Execution(
                name,
                status,
                required("startDate", startedAt),
                status.isClosed() ? stoppedAt : null,
                redriveCount == null ? 0 : redriveCount,
                qualifier(versionArn),
                qualifier(aliasArn));
    }

    /// The last part of the ARN of a version or an alias; the same few texts come with every execution of a listing.
    private static @Nullable String qualifier(@Nullable String arn) {
        return arn == null ? null : arn.substring(arn.lastIndexOf(':') + 1).intern();
    }

    private static ExecutionStatus status(software.amazon.awssdk.services.sfn.model.@Nullable ExecutionStatus theirs) {
        if (theirs == null) {
            return ExecutionStatus.RUNNING;
        }
        return switch (theirs) {
            case SUCCEEDED -> ExecutionStatus.SUCCEEDED;
            case FAILED -> ExecutionStatus.FAILED;
            case TIMED_OUT -> ExecutionStatus.TIMED_OUT;
            case ABORTED -> ExecutionStatus.ABORTED;
            case PENDING_REDRIVE -> ExecutionStatus.PENDING_REDRIVE;
            default -> ExecutionStatus.RUNNING;
        };
    }

    private static boolean included(@Nullable CloudWatchEventsExecutionDataDetails details) {
        return details == null || details.included() == null || details.included();
    }

    private static boolean truncated(@Nullable HistoryEventExecutionDataDetails details) {
        return details != null && Boolean.TRUE.equals(details.truncated());
    }
}
