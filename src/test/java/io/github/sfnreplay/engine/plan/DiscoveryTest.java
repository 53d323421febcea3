package io.github.sfnreplay.engine.plan;

import static io.github.sfnreplay.engine.plan.PlanRun.failed;
import static io.github.sfnreplay.engine.plan.PlanRun.filter;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.testing.TestReplay;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    /// More than twice what may be awaited.
    private static final int NAMED = 2_500;

    private static final int MOST_AWAITED = 1_000;

    @Test
    void awaitsABoundedNumberOfNamedExecutions() throws InterruptedException {
        var names = IntStream.range(0, NAMED).mapToObj(i -> "order-" + i).toList();
        var run = new PlanRun().spec(filter(filter -> naming(filter, names)));
        run.progress();
        var begun = new AtomicInteger();
        var mostAwaited = new AtomicInteger();
        run.stepFunctions().onDescribe(arn -> {
            var awaited = begun.incrementAndGet() - run.progress().listed();
            mostAwaited.accumulateAndGet(awaited, Math::max);
            return details(arn);
        });

        var plan = run.plan();

        assertThat(plan.eligible()).isEqualTo(NAMED);
        assertThat(mostAwaited.get()).isPositive().isLessThanOrEqualTo(MOST_AWAITED);
    }

    private static ExecutionDetails details(ExecutionArn arn) {
        return new ExecutionDetails(failed(arn.name(), 5).execution(), "{}", null, "Order.Broken", null);
    }

    private static Selection naming(Selection filter, List<String> names) {
        return new Selection(
                Set.of(),
                names.stream().map(TestReplay.MACHINE::execution).toList(),
                null,
                null,
                null,
                filter.stoppedBefore(),
                null,
                List.of(),
                null);
    }
}
