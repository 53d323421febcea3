package io.github.sfnreplay.simulator.wire;

import io.github.sfnreplay.simulator.account.Account;
import io.github.sfnreplay.simulator.account.Execution;
import io.github.sfnreplay.simulator.account.Executions;
import io.github.sfnreplay.simulator.json.JsonReply;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.AwsError;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Answers the actions that start, end and describe executions.
final class ExecutionActions {

    private static final Pattern CLIENT_TOKEN = Pattern.compile("[!-~]{1,64}");

    private final Account world;
    private final Executions executions;

    ExecutionActions(Account world, Executions executions) {
        this.world = world;
        this.executions = executions;
    }

    byte[] start(Params params) {
        var started = executions.start(params.required("stateMachineArn"), params.text("name"), params.text("input"));
        return JsonReply.object(
                json -> json.text("executionArn", started.executionArn()).time("startDate", started.startDate()));
    }

    byte[] stop(Params params) {
        var stopped = executions.stop(params.required("executionArn"), params.text("error"), params.text("cause"));
        return JsonReply.object(json -> json.time("stopDate", stopped));
    }

    byte[] redrive(Params params) {
        var token = params.text("clientToken");
        if (token != null && !CLIENT_TOKEN.matcher(token).matches()) {
            throw AwsError.constraint("clientToken", token, "satisfy regular expression pattern: [!-~]+");
        }
        var redriven = executions.redrive(params.required("executionArn"), token);
        return JsonReply.object(json -> json.time("redriveDate", redriven));
    }

    byte[] describe(Params params) {
        var arn = params.required("executionArn");
        var withData = params.choice("includedData", IncludedData.values()) != IncludedData.METADATA_ONLY;
        return world.now(now -> {
            var execution = world.execution(arn, Action.DESCRIBE_EXECUTION);
            return JsonReply.object(json -> describe(json, execution, withData, now));
        });
    }

    private static void describe(JsonReply json, Execution execution, boolean withData, long now) {
        var phase = execution.phase();
        json.text("executionArn", execution.arn())
                .text("stateMachineArn", execution.machine().arn())
                .text("stateMachineVersionArn", execution.versionArn())
                .text("stateMachineAliasArn", execution.aliasArn())
                .text("name", execution.name())
                .text("status", phase.status().name())
                .time("startDate", execution.start())
                .number("redriveCount", phase.redriveCount());
        if (!phase.open()) {
            json.time("stopDate", phase.stop());
        }
        if (phase.redriveCount() > 0) {
            json.time("redriveDate", phase.redriveDate());
        }
        if (withData) {
            data(json, "input", execution.inputText());
            data(json, "output", execution.output());
        }
        var obstacle = Executions.obstacleToRedrive(execution, now);
        json.text("error", execution.error())
                .text("cause", execution.cause())
                .text("redriveStatus", obstacle == null ? "REDRIVABLE" : "NOT_REDRIVABLE")
                .text("redriveStatusReason", obstacle);
    }

    private static void data(JsonReply json, String name, @Nullable String value) {
        if (value != null) {
            json.text(name, value).object(name + "Details", details -> details.flag("included", true));
        }
    }

    private enum IncludedData {
        ALL_DATA,
        METADATA_ONLY
    }
}
