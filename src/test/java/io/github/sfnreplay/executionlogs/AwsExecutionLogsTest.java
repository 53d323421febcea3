package io.github.sfnreplay.executionlogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.logs.LogFlaws;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.MachineSpec;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import io.github.sfnreplay.stepfunctions.StepFunctionsException.Kind;
import io.github.sfnreplay.stepfunctions.TestServices;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The gateway on what the simulator's machines log, with everything that can be wrong with logs.
class AwsExecutionLogsTest {

    private final Instant now = Instant.now();
    private final Instant start = now.minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.MILLIS);

    private final Simulator simulator = Simulator.start();
    private final TestServices services = TestServices.at(simulator.endpoint());
    private final ExecutionLogs logs = new AwsExecutionLogs(services.services());
    private final StateMachineArn machine = StateMachineArn.parse(
            simulator.createMachine(MachineSpec.standard("orders").withLogs()));
    private final LogGroupArn group = LogGroupArn.parse(Objects.requireNonNull(
            services.stepFunctions().describeStateMachine(machine).logging().logGroupArn()));

    @AfterEach
    void close() {
        services.close();
        simulator.close();
    }

    @Test
    void tellsWhatAMachineLogs() {
        var logging = services.stepFunctions().describeStateMachine(machine).logging();

        assertThat(logging.tellsInputs()).isTrue();
        assertThat(group.name()).isEqualTo("/aws/vendedlogs/states/orders");
        var errors = StateMachineArn.parse(
                simulator.createMachine(MachineSpec.standard("quiet").withLogs("ERROR", true, "/quiet")));
        assertThat(services.stepFunctions()
                        .describeStateMachine(errors)
                        .logging()
                        .tellsEnds())
                .isFalse();
    }

    @Test
    void findsStartsAndEnds() {
        seed(3);

        assertThat(find(EnumSet.allOf(ExecutionEvent.Type.class)))
                .extracting(ExecutionEvent::type)
                .containsExactlyInAnyOrder(
                        ExecutionEvent.Type.STARTED,
                        ExecutionEvent.Type.STARTED,
                        ExecutionEvent.Type.STARTED,
                        ExecutionEvent.Type.SUCCEEDED,
                        ExecutionEvent.Type.SUCCEEDED,
                        ExecutionEvent.Type.SUCCEEDED);
        assertThat(find(Set.of(ExecutionEvent.Type.STARTED)))
                .extracting(ExecutionEvent::data)
                .containsExactly("{\"id\":1000}", "{\"id\":1001}", "{\"id\":1002}");
        assertThat(find(Set.of(ExecutionEvent.Type.FAILED))).isEmpty();
    }

    @Test
    void goesOnAfterEmptyAndPartFilledPages() {
        seed(25);
        simulator.logs().flaws(LogFlaws.none().withPages(true, 4));

        assertThat(find(Set.of(ExecutionEvent.Type.STARTED))).hasSize(25).doesNotHaveDuplicates();
        assertThat(simulator.calls().of(Action.FILTER_LOG_EVENTS)).isEqualTo(14);
    }

    @Test
    void aPageHoldsOneMegabyte() {
        simulator.seed(
                machine.toString(), 20, i -> past("big-" + i, "\"" + "x".repeat(200_000) + "\"", start.plusSeconds(i)));

        assertThat(logs.find(query(Set.of(ExecutionEvent.Type.STARTED)), null).events())
                .hasSize(5);
        assertThat(find(Set.of(ExecutionEvent.Type.STARTED))).hasSize(20);
    }

    @Test
    void findsNothingOfAnotherMachineInTheSameGroup() {
        var other = simulator.createMachine(
                MachineSpec.standard("orders2").withLogs("ALL", true, "/aws/vendedlogs/states/orders"));
        var named = simulator.createMachine(
                MachineSpec.express("billing").withLogs("ALL", true, "/aws/vendedlogs/states/orders"));
        simulator.seed(other, past("o", "{}", start));
        simulator.seed(named, past("orders", "{}", start));
        seed(1);

        assertThat(find(EnumSet.allOf(ExecutionEvent.Type.class))).hasSize(2);
    }

    @Test
    void tellsWhatAGroupIs() {
        var described = Objects.requireNonNull(logs.describe(group));
        assertThat(described).isEqualTo(new LogGroup(group, null, false, false, true));

        simulator.logs().group(group.name()).retain(30);
        simulator.logs().group(group.name()).protect();
        simulator.logs().group(group.name()).becomeInfrequent();

        assertThat(logs.describe(group)).isEqualTo(new LogGroup(group, Duration.ofDays(30), true, true, false));
        simulator.logs().delete(group.name());
        assertThat(logs.describe(group)).isNull();
    }

    @Test
    void findsNoMoreThanIsKept() {
        seed(2);
        simulator.seed(machine.toString(), past("old", "{}", now.minus(Duration.ofDays(9))));
        simulator.logs().group(group.name()).retain(7);

        assertThat(find(Set.of(ExecutionEvent.Type.STARTED))).hasSize(2);
    }

    @Test
    void findsLateWhatIsDeliveredLate() {
        simulator.logs().flaws(LogFlaws.none().withDelay(Duration.ofHours(4)));
        seed(1);

        assertThat(find(Set.of(ExecutionEvent.Type.STARTED))).isEmpty();
    }

    @Test
    void masksWhatIsProtected() {
        seed(1);
        simulator.logs().group(group.name()).protect();

        assertThat(find(Set.of(ExecutionEvent.Type.STARTED)))
                .singleElement()
                .matches(ExecutionEvent::looksMasked)
                .extracting(ExecutionEvent::data)
                .isEqualTo("{\"id\":****}");
    }

    @Test
    void flawsConcernAShareOfTheEvents() {
        seed(400);
        simulator.logs().flaws(LogFlaws.none().withShares(0.1));

        var found = find(Set.of(ExecutionEvent.Type.STARTED));
        var distinct = Set.copyOf(found);
        assertThat(distinct.size()).isBetween(340, 380);
        assertThat(found.size() - distinct.size()).isBetween(20, 60);
        assertThat(distinct.stream().filter(event -> event.data() == null)).hasSizeBetween(20, 60);
        assertThat(distinct.stream().filter(ExecutionEvent::looksMasked)).hasSizeBetween(20, 60);
    }

    @Test
    void saysWhatARefusalMeans() {
        simulator.faults(FaultPlan.none().next(FaultKind.ACCESS_DENIED, 1));
        assertThat(kindOfFault()).isEqualTo(Kind.DENIED);
        simulator.faults(FaultPlan.none().next(FaultKind.THROTTLE, 1));
        assertThat(kindOfFault()).isEqualTo(Kind.THROTTLED);
        simulator.faults(FaultPlan.none().next(FaultKind.SERVICE_UNAVAILABLE, 1));
        assertThat(kindOfFault()).isEqualTo(Kind.UNAVAILABLE);
        simulator.faults(FaultPlan.none());
        simulator.logs().delete(group.name());
        assertThat(kindOfFault()).isEqualTo(Kind.MACHINE_GONE);
    }

    private @Nullable Kind kindOfFault() {
        var fault = catchThrowableOfType(
                StepFunctionsException.class, () -> logs.find(query(Set.of(ExecutionEvent.Type.STARTED)), null));
        return fault == null ? null : fault.kind();
    }

    private void seed(int count) {
        simulator.seed(
                machine.toString(),
                count,
                i -> past("o-" + i, "{\"id\":" + (1_000 + i) + "}", start.plusMillis(10L * i)));
    }

    private static PastExecution past(String name, String input, Instant start) {
        return PastExecution.succeeded(name, input, "{}", start, start.plusSeconds(1));
    }

    private LogQuery query(Set<ExecutionEvent.Type> types) {
        return new LogQuery(group, machine, false, types, now.minus(Duration.ofDays(10)), now);
    }

    private List<ExecutionEvent> find(Set<ExecutionEvent.Type> types) {
        var events = new ArrayList<ExecutionEvent>();
        String token = null;
        do {
            var page = logs.find(query(types), token);
            events.addAll(page.events());
            token = page.nextToken();
        } while (token != null);
        return events;
    }
}
