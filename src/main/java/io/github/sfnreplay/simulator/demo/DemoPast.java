package io.github.sfnreplay.simulator.demo;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// What has happened in the demo's account in the last seven days.
final class DemoPast {

    /// Six digits, as real numbers of orders have.
    private static final int FIRST_ID = 100_001;

    /// More than one page of the default size.
    private static final int OTHERS = 120;

    /// Several pages, and still planned within a second.
    private static final int NOTIFICATIONS = 300;

    /// Well within the 14 days in which AWS redrives.
    private static final Duration PERIOD = Duration.ofDays(7);

    /// Nothing ends so late that a listing of AWS might not show it yet.
    private static final Duration UNTIL = Duration.ofMinutes(10);
    private static final String DEFINITION = """
            {
              "Comment": "Looks at an order, then goes one of two ways",
              "StartAt": "test1",
              "States": {
                "test1": {
                  "Type": "Task",
                  "Resource": "arn:aws:lambda:ap-northeast-1:123456789012:function:test1",
                  "Next": "choice-status"
                },
                "choice-status": {
                  "Type": "Choice",
                  "Choices": [{"Variable": "$.amount", "NumericGreaterThan": 5000, "Next": "test2"}],
                  "Default": "test3"
                },
                "test2": {
                  "Type": "Task",
                  "Resource": "arn:aws:lambda:ap-northeast-1:123456789012:function:test2",
                  "End": true
                },
                "test3": {
                  "Type": "Task",
                  "Resource": "arn:aws:lambda:ap-northeast-1:123456789012:function:test3",
                  "End": true
                }
              }
            }
            """;
    private static final MachineSpec MAIN = MachineSpec.standard("TestStateMachine")
            .withDefinition(DEFINITION)
            .withVersion(1)
            .withAlias("PROD", 1);

    private final Random random = new Random(20_261_122);
    private final Map<Integer, DemoOrder> orders = new LinkedHashMap<>();
    private final Instant now;

    private DemoPast(Instant now) {
        this.now = now;
        var id = FIRST_ID;
        for (var status : statuses()) {
            orders.put(id, DemoOrder.of(id, status, random));
            id++;
        }
    }

    static DemoPast before(Instant now) {
        return new DemoPast(now);
    }

    private List<ExecutionStatus> statuses() {
        var statuses = new ArrayList<ExecutionStatus>();
        statuses.addAll(Collections.nCopies(2_200, ExecutionStatus.SUCCEEDED));
        statuses.addAll(Collections.nCopies(200, ExecutionStatus.FAILED));
        statuses.addAll(Collections.nCopies(60, ExecutionStatus.TIMED_OUT));
        statuses.addAll(Collections.nCopies(40, ExecutionStatus.ABORTED));
        Collections.shuffle(statuses, random);
        return statuses;
    }

    Map<Integer, DemoOrder> orders() {
        return orders;
    }

    static String machineArn(Simulator simulator) {
        return "arn:aws:states:" + simulator.region() + ":" + simulator.account() + ":stateMachine:" + MAIN.name();
    }

    /// Creates the machines and their past executions.
    void fill(Simulator simulator) {
        var main = simulator.createMachine(MAIN);
        var notifications =
                simulator.createMachine(MachineSpec.express("TestNotifications").withLogs());
        var other = simulator.createMachine(
                MachineSpec.standard("TestInvoices").withVersion(1).withAlias("PROD", 2));
        var all = List.copyOf(orders.values());
        simulator.seed(main, all.size(), i -> past(all.get(i), at(i, all.size())));
        simulator.seed(notifications, NOTIFICATIONS, i -> past(all.get(i), at(i, NOTIFICATIONS)));
        simulator.seed(other + ":PROD", OTHERS, i -> past(all.get(i), at(i, OTHERS)));
    }

    private Instant at(int index, int count) {
        var step = PERIOD.minus(UNTIL).dividedBy(count);
        var jitter = Duration.ofMillis(random.nextInt(Math.toIntExact(step.toMillis())));
        return now.minus(PERIOD).plus(step.multipliedBy(index)).plus(jitter);
    }

    private PastExecution past(DemoOrder order, Instant start) {
        var name = new UUID(random.nextLong(), random.nextLong()).toString();
        var input = order.input();
        var failure = order.failure();
        if (failure != null) {
            return PastExecution.failed(name, input, failure.error(), failure.cause(), start, after(start, 4_000));
        }
        return switch (order.status()) {
            case TIMED_OUT -> PastExecution.timedOut(name, input, start, start.plusSeconds(300));
            case ABORTED -> PastExecution.aborted(name, input, start, after(start, 120_000));
            default -> PastExecution.succeeded(name, input, order.outputBefore(), start, after(start, 4_000));
        };
    }

    private Instant after(Instant start, int atMostMillis) {
        return start.plusMillis(500 + random.nextInt(atMostMillis));
    }
}
