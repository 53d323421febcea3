package io.github.sfnreplay.simulator.demo;

import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// How executions of the demo behave after the fix: nearly all succeed, a few fail as before, a few in a new way, and
/// some outputs have changed.
final class DemoBehaviour implements Behaviour {

    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d{1,9})\\b");

    private final Map<Integer, DemoOrder> orders;

    DemoBehaviour(Map<Integer, DemoOrder> orders) {
        this.orders = Map.copyOf(orders);
    }

    @Override
    public Outcome of(Run run) {
        var id = ID.matcher(run.input());
        var order = id.find() ? orders.get(Integer.valueOf(id.group(1))) : null;
        var random = new Random(run.input().hashCode() + 31L * run.redriveCount());
        var duration = Duration.ofMillis(500 + random.nextInt(3_500));
        if (order == null) {
            return Outcome.succeeded("{\"status\": \"DONE\"}").after(duration);
        }
        return again(order, random.nextInt(1_000)).after(duration);
    }

    private static Outcome again(DemoOrder order, int draw) {
        var failure = order.failure();
        if (failure != null && draw < 80) {
            return Outcome.failed(failure.error(), failure.cause());
        }
        if (order.status() == ExecutionStatus.TIMED_OUT && draw < 50) {
            return Outcome.timedOut();
        }
        if (draw >= 992) {
            return Outcome.failed("PriceMissing", "No price list for customer " + order.customer());
        }
        return Outcome.succeeded(draw % 8 == 0 ? order.outputAfter() : order.outputBefore());
    }
}
