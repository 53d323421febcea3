package io.github.sfnreplay.engine.inspect;

import io.github.sfnreplay.engine.call.RequestCalls;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.replay.ExecutionInspector.Machine;
import io.github.sfnreplay.replay.ExecutionInspector.MachinePage;
import io.github.sfnreplay.replay.ExecutionInspector.Qualifier;
import io.github.sfnreplay.replay.ExecutionInspector.Qualifiers;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.QualifiedMachine;
import io.github.sfnreplay.stepfunctions.StateMachine;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lists machines, and what points at their definitions.
public final class MachineInspection {

    /// The name becomes part of a host name, so that nothing else may be in it.
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

    /// AWS allows 1,000 versions and 100 aliases of a machine; two pages are enough for either.
    private static final int MAX_PAGES = 2;

    private final StepFunctions stepFunctions;

    MachineInspection(StepFunctions stepFunctions) {
        this.stepFunctions = stepFunctions;
    }

    MachinePage stateMachines(String region, @Nullable String pageToken, RequestCalls.Deadline deadline) {
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("the Region must be one like us-east-1");
        }
        var page = deadline.call(
                new Lane("", region, Action.LIST_STATE_MACHINES),
                region,
                () -> stepFunctions.listStateMachines(region, pageToken));
        return new MachinePage(
                page.items().stream().map(MachineInspection::machine).toList(), page.nextToken());
    }

    /// Aliases come first: AWS says of them that a machine does not exist.
    Qualifiers qualifiers(StateMachineArn machine, RequestCalls.Deadline deadline) {
        var arn = machine.unqualified();
        var aliases =
                all(arn, Action.LIST_STATE_MACHINE_ALIASES, token -> stepFunctions.listAliases(arn, token), deadline);
        var versions =
                all(arn, Action.LIST_STATE_MACHINE_VERSIONS, token -> stepFunctions.listVersions(arn, token), deadline);
        return new Qualifiers(versions, aliases);
    }

    private static List<Qualifier> all(
            StateMachineArn arn,
            Action action,
            Function<@Nullable String, Page<QualifiedMachine>> listing,
            RequestCalls.Deadline deadline) {
        var found = new ArrayList<Qualifier>();
        String token = null;
        for (var pages = 0; pages < MAX_PAGES; pages++) {
            var pageToken = token;
            var page = deadline.call(Lane.of(arn, action), arn, () -> listing.apply(pageToken));
            page.items().forEach(item -> found.add(new Qualifier(item.arn(), item.createdAt())));
            token = page.nextToken();
            if (token == null) {
                break;
            }
        }
        found.sort(Comparator.comparing(Qualifier::createdAt).reversed());
        return found;
    }

    private static Machine machine(StateMachine machine) {
        return new Machine(machine.arn(), machine.express() ? Machine.Type.EXPRESS : Machine.Type.STANDARD, null);
    }
}
