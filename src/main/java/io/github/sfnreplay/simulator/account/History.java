package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.json.JsonReply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes up the history of an execution: its start, one Lambda task, its end, and the same for every redrive.
public final class History {

    private final Execution execution;
    private final int dataLimit;
    private final List<HistoryEvent> events = new ArrayList<>();

    private History(Execution execution, int dataLimit) {
        this.execution = execution;
        this.dataLimit = dataLimit;
    }

    /// All events; longer inputs and outputs than that are cut and marked as truncated, and with 0 left out.
    public static List<HistoryEvent> of(Execution execution, int dataLimit) {
        var history = new History(execution, dataLimit);
        history.start();
        var earlier = execution.earlierAttempts();
        for (var i = 0; i < earlier.size(); i++) {
            var attempt = earlier.get(i);
            var next = i + 1 < earlier.size() ? earlier.get(i + 1).end() : execution.phase();
            history.end(attempt.end(), null, attempt.error(), attempt.cause());
            history.redriven(next.redriveCount(), next.redriveDate());
        }
        if (!execution.phase().open()) {
            history.end(execution.phase(), execution.output(), execution.error(), execution.cause());
        }
        return history.events;
    }

    private void start() {
        var at = execution.start();
        add(at, "ExecutionStarted", "executionStartedEventDetails", json -> {
            data(json, "input", execution.inputText());
            json.text("roleArn", "arn:aws:iam::000000000000:role/simulator")
                    .text("stateMachineVersionArn", execution.versionArn())
                    .text("stateMachineAliasArn", execution.aliasArn());
        });
        add(at, "TaskStateEntered", "stateEnteredEventDetails", json -> {
            json.text("name", execution.machine().firstState());
            data(json, "input", execution.inputText());
        });
        schedule(at);
    }

    private void schedule(long at) {
        add(at, "LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails", json -> {
            json.text("resource", "arn:aws:lambda:us-east-1:000000000000:function:simulated");
            data(json, "input", execution.inputText());
        });
        add(at, "LambdaFunctionStarted", "", json -> {});
    }

    private void redriven(int count, long at) {
        add(at, "ExecutionRedriven", "executionRedrivenEventDetails", json -> json.number("redriveCount", count));
        schedule(at);
    }

    private void end(Phase end, @Nullable String output, @Nullable String error, @Nullable String cause) {
        var at = end.stop();
        switch (end.status()) {
            case SUCCEEDED -> {
                add(
                        at,
                        "LambdaFunctionSucceeded",
                        "lambdaFunctionSucceededEventDetails",
                        json -> data(json, "output", output));
                add(at, "TaskStateExited", "stateExitedEventDetails", json -> {
                    json.text("name", execution.machine().firstState());
                    data(json, "output", output);
                });
                add(at, "ExecutionSucceeded", "executionSucceededEventDetails", json -> data(json, "output", output));
            }
            case FAILED -> {
                add(
                        at,
                        "LambdaFunctionFailed",
                        "lambdaFunctionFailedEventDetails",
                        json -> failure(json, error, cause));
                add(at, "ExecutionFailed", "executionFailedEventDetails", json -> failure(json, error, cause));
            }
            case TIMED_OUT ->
                add(at, "ExecutionTimedOut", "executionTimedOutEventDetails", json -> failure(json, error, cause));
            case ABORTED ->
                add(at, "ExecutionAborted", "executionAbortedEventDetails", json -> failure(json, error, cause));
            case RUNNING -> {}
        }
    }

    private static void failure(JsonReply json, @Nullable String error, @Nullable String cause) {
        json.text("error", error).text("cause", cause);
    }

    private void data(JsonReply json, String name, @Nullable String value) {
        if (dataLimit > 0 && value != null) {
            var truncated = value.length() > dataLimit;
            json.text(name, truncated ? value.substring(0, dataLimit) : value)
                    .object(name + "Details", details -> details.flag("truncated", truncated));
        }
    }

    private void add(long at, String type, String detailsName, Consumer<JsonReply> details) {
        events.add(new HistoryEvent(events.size() + 1L, at, type, detailsName, details));
    }
}
