package io.github.sfnreplay.simulator.wire;

import io.github.sfnreplay.simulator.account.Account;
import io.github.sfnreplay.simulator.account.Machine;
import io.github.sfnreplay.simulator.account.PageTokens;
import io.github.sfnreplay.simulator.account.Position;
import io.github.sfnreplay.simulator.json.JsonReply;
import io.github.sfnreplay.simulator.spec.Action;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/// Lists the versions and aliases of state machines.
final class QualifierActions {

    private final Account world;
    private final PageTokens tokens;

    QualifierActions(Account world, PageTokens tokens) {
        this.world = world;
        this.tokens = tokens;
    }

    /// Newest first.
    byte[] versions(Params params) {
        return list(
                Action.LIST_STATE_MACHINE_VERSIONS,
                params,
                "stateMachineVersion",
                machine -> machine.spec().versions().stream()
                        .sorted(Comparator.reverseOrder())
                        .map(Object::toString)
                        .toList());
    }

    byte[] aliases(Params params) {
        return list(
                Action.LIST_STATE_MACHINE_ALIASES,
                params,
                "stateMachineAlias",
                machine -> machine.spec().aliases().keySet().stream().sorted().toList());
    }

    private byte[] list(Action action, Params params, String kind, Function<Machine, List<String>> qualifiers) {
        var arn = params.required("stateMachineArn");
        var size = params.maxResults();
        var arguments = action.wireName() + " " + arn + " " + size;
        var position = tokens.read(params.text("nextToken"), arguments);
        var from = position == null ? 0 : Math.toIntExact(position.key());
        var machine = world.now(now -> world.machine(world.arns().readMachine(arn, action), arn));
        var all = qualifiers.apply(machine);
        var page = all.subList(Math.min(from, all.size()), Math.min(from + size, all.size()));
        var next = from + size < all.size() ? tokens.issue(arguments, new Position(from + size, 0)) : null;
        var items = kind.equals("stateMachineAlias") ? kind + "es" : kind + "s";
        return JsonReply.object(json -> json.array(
                        items,
                        page,
                        qualifier -> json.text(kind + "Arn", machine.arn() + ":" + qualifier)
                                .time("creationDate", machine.created()))
                .text("nextToken", next));
    }
}
