package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An execution as it stands at one moment, for assertions.
public record ExecutionSnapshot(
        String executionArn,
        String stateMachineArn,
        String name,
        ExecutionStatus status,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        Instant startDate,
        @Nullable Instant stopDate,
        int redriveCount,
        @Nullable Instant redriveDate,
        @Nullable String stateMachineVersionArn,
        @Nullable String stateMachineAliasArn) {

    public static ExecutionSnapshot of(Execution execution) {
        var phase = execution.phase();
        return new ExecutionSnapshot(
                execution.arn(),
                execution.machine().arn(),
                execution.name(),
                phase.status(),
                execution.inputText(),
                execution.output(),
                execution.error(),
                execution.cause(),
                Instant.ofEpochMilli(execution.start()),
                phase.open() ? null : Instant.ofEpochMilli(phase.stop()),
                phase.redriveCount(),
                phase.redriveCount() == 0 ? null : Instant.ofEpochMilli(phase.redriveDate()),
                execution.versionArn(),
                execution.aliasArn());
    }
}
