package io.github.sfnreplay.simulator.wire;

import io.github.sfnreplay.simulator.account.Account;
import io.github.sfnreplay.simulator.account.Machine;
import io.github.sfnreplay.simulator.account.PageTokens;
import io.github.sfnreplay.simulator.account.Position;
import io.github.sfnreplay.simulator.json.JsonReply;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Answers the actions on state machines.
final class MachineActions {

    private final Account world;
    private final PageTokens tokens;

    MachineActions(Account world, PageTokens tokens) {
        this.world = world;
        this.tokens = tokens;
    }

    byte[] create(Params params) {
        var type = Objects.requireNonNullElse(params.choice("type", MachineType.values()), MachineType.STANDARD);
        var publish = params.flag("publish", false);
        var versions = publish ? Set.of(1) : Set.<Integer>of();
        var name = Names.check(params.required("name"));
        params.required("roleArn");
        var spec = new MachineSpec(name, type, params.required("definition"), versions, Map.of());
        var machine = world.now(now -> createOnce(spec, now));
        return JsonReply.object(json -> json.text("stateMachineArn", machine.arn())
                .time("creationDate", machine.created())
                .text("stateMachineVersionArn", publish ? machine.arn() + ":1" : null));
    }

    private Machine createOnce(MachineSpec spec, long now) {
        for (var machine : world.machines()) {
            if (machine.spec().equals(spec)) {
                return machine;
            }
        }
        return world.create(spec, now);
    }

    byte[] describe(Params params) {
        var arn = params.required("stateMachineArn");
        var ref = world.arns().readMachine(arn, Action.DESCRIBE_STATE_MACHINE);
        var machine = world.now(now -> world.machine(ref, arn));
        return JsonReply.object(json -> json.text("stateMachineArn", arn)
                .text("name", machine.name())
                .text("status", machine.deleting() ? "DELETING" : "ACTIVE")
                .text("definition", machine.definitionAt(Long.MAX_VALUE))
                .text(
                        "roleArn",
                        "arn:" + world.arns().partition() + ":iam::"
                                + world.arns().account() + ":role/simulator")
                .text("type", machine.spec().type().name())
                .time("creationDate", machine.created())
                .text("revisionId", machine.revisionAt(Long.MAX_VALUE))
                .object("loggingConfiguration", logging -> logging(logging, machine)));
    }

    private void logging(JsonReply json, Machine machine) {
        var logging = machine.spec().logging();
        if (logging == null) {
            json.text("level", "OFF").flag("includeExecutionData", false);
            return;
        }
        json.text("level", logging.level())
                .flag("includeExecutionData", logging.withData())
                .array(
                        "destinations",
                        List.of(world.arns().logGroup(logging.group())),
                        arn -> json.object("cloudWatchLogsLogGroup", group -> group.text("logGroupArn", arn)));
    }

    byte[] describeForExecution(Params params) {
        var arn = params.required("executionArn");
        return world.now(now -> {
            var execution = world.execution(arn, Action.DESCRIBE_STATE_MACHINE_FOR_EXECUTION);
            var machine = execution.machine();
            return JsonReply.object(json -> json.text("stateMachineArn", machine.arn())
                    .text("name", machine.name())
                    .text("definition", machine.definitionAt(execution.start()))
                    .time("updateDate", machine.created())
                    .text("revisionId", machine.revisionAt(execution.start())));
        });
    }

    byte[] list(Params params) {
        var size = params.maxResults();
        var arguments = Action.LIST_STATE_MACHINES.wireName() + " " + size;
        var position = tokens.read(params.text("nextToken"), arguments);
        var from = position == null ? 0 : Math.toIntExact(position.key());
        var all = world.now(now -> world.machines());
        var page = all.subList(Math.min(from, all.size()), Math.min(from + size, all.size()));
        var next = from + size < all.size() ? tokens.issue(arguments, new Position(from + size, 0)) : null;
        return JsonReply.object(json -> list(json, page).text("nextToken", next));
    }

    private static JsonReply list(JsonReply json, List<Machine> machines) {
        return json.array(
                "stateMachines",
                machines,
                machine -> json.text("stateMachineArn", machine.arn())
                        .text("name", machine.name())
                        .text("type", machine.spec().type().name())
                        .time("creationDate", machine.created()));
    }
}
