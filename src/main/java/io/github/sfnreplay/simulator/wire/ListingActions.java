package io.github.sfnreplay.simulator.wire;

import io.github.sfnreplay.simulator.account.Account;
import io.github.sfnreplay.simulator.account.Listing;
import io.github.sfnreplay.simulator.account.PageTokens;
import io.github.sfnreplay.simulator.account.Phase;
import io.github.sfnreplay.simulator.account.Position;
import io.github.sfnreplay.simulator.json.JsonReply;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.AwsError;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import org.jspecify.annotations.Nullable;

/// Answers ListExecutions.
final class ListingActions {

    private final Account world;
    private final PageTokens tokens;

    ListingActions(Account world, PageTokens tokens) {
        this.world = world;
        this.tokens = tokens;
    }

    byte[] list(Params params) {
        if (params.text("mapRunArn") != null) {
            throw AwsError.of("ResourceNotFound", "Resource not found: '" + params.required("mapRunArn") + "'");
        }
        var arn = params.required("stateMachineArn");
        var size = params.maxResults();
        var filter = params.choice("statusFilter", StatusFilter.values());
        var redriven = params.choice("redriveFilter", RedriveFilter.values());
        if (filter == StatusFilter.PENDING_REDRIVE) {
            throw AwsError.validation("PENDING_REDRIVE is only valid with a mapRunArn");
        }
        var arguments =
                String.join(" ", "ListExecutions", arn, String.valueOf(filter), String.valueOf(redriven), "" + size);
        var after = tokens.read(params.text("nextToken"), arguments);
        var status = filter == null ? null : ExecutionStatus.valueOf(filter.name());
        var page = page(arn, status, after, size);
        var next = page.next() == null ? null : tokens.issue(arguments, page.next());
        var shown =
                page.phases().stream().filter(phase -> matches(redriven, phase)).toList();
        return JsonReply.object(json ->
                json.array("executions", shown, phase -> item(json, phase)).text("nextToken", next));
    }

    private Listing.Page page(String arn, @Nullable ExecutionStatus status, @Nullable Position after, int size) {
        var ref = world.arns().readMachine(arn, Action.LIST_EXECUTIONS);
        var flaws = world.flaws();
        return world.now(now -> {
            var machine = world.machine(ref, arn);
            if (machine.express()) {
                throw AwsError.of(
                        "StateMachineTypeNotSupported",
                        "This operation is not supported by this type of state machine");
            }
            var entries = Math.min(size, flaws.largestPage());
            return machine.listing(ref.qualifier()).page(status, after, entries, flaws.repeatedEntries());
        });
    }

    private static boolean matches(@Nullable RedriveFilter filter, Phase phase) {
        return filter == null || (filter == RedriveFilter.REDRIVEN) == (phase.redriveCount() > 0);
    }

    private static void item(JsonReply json, Phase phase) {
        var execution = phase.execution();
        json.text("executionArn", execution.arn())
                .text("stateMachineArn", execution.machine().arn())
                .text("name", execution.name())
                .text("status", phase.status().name())
                .time("startDate", execution.start());
        if (!phase.open()) {
            json.time("stopDate", phase.stop());
        }
        json.number("redriveCount", phase.redriveCount());
        if (phase.redriveCount() > 0) {
            json.time("redriveDate", phase.redriveDate());
        }
        json.text("stateMachineVersionArn", execution.versionArn()).text("stateMachineAliasArn", execution.aliasArn());
    }

    private enum StatusFilter {
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED,
        PENDING_REDRIVE
    }

    private enum RedriveFilter {
        REDRIVEN,
        NOT_REDRIVEN
    }
}
