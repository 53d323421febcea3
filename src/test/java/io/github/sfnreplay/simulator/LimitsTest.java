package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.quota.Quotas;
import io.github.sfnreplay.simulator.spec.Action;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.simulator.spec.Quota;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LimitsTest extends SimulatorTestBase {

    @Test
    void throttlesWhenTheBucketIsEmptyAndRefillsSteadily() {
        simulator.quotas(Quotas.off().with(Action.START_EXECUTION, 2, 4));
        start("a", "{}");
        start("b", "{}");

        assertRefused("ThrottlingException", "Rate exceeded", () -> start("c", "{}"));
        clock.pass(Duration.ofMillis(250));
        start("c", "{}");
        assertRefused("ThrottlingException", () -> start("d", "{}"));
        clock.pass(Duration.ofHours(1));
        start("d", "{}");
        start("e", "{}");
        assertRefused("ThrottlingException", () -> start("f", "{}"));
        assertThat(simulator.calls().of(Action.START_EXECUTION)).isEqualTo(8);
        assertThat(simulator.calls().throttled(Action.START_EXECUTION)).isEqualTo(3);
        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(5);
    }

    @Test
    void bucketsAreSeparate() {
        simulator.quotas(Quotas.off().with(Action.DESCRIBE_EXECUTION, 1, 1).with(Action.GET_EXECUTION_HISTORY, 1, 1));
        var arn = seedSucceeded("a", Duration.ofHours(1));
        sfn.describeExecution(r -> r.executionArn(arn));

        assertRefused("ThrottlingException", () -> sfn.describeExecution(r -> r.executionArn(arn)));
        sfn.getExecutionHistory(r -> r.executionArn(arn));
        assertRefused("ThrottlingException", () -> sfn.getExecutionHistory(r -> r.executionArn(arn)));
        names(r -> {});
    }

    @Test
    void callersElsewhereUseTheSameBucket() {
        simulator.quotas(Quotas.off().with(Action.START_EXECUTION, 10, 1));

        assertThat(simulator.takeForeign(Action.START_EXECUTION, 9)).isEqualTo(9);

        start("a", "{}");
        assertRefused("ThrottlingException", () -> start("b", "{}"));
        assertThat(simulator.takeForeign(Action.START_EXECUTION, 5)).isZero();
    }

    @Test
    void expressStartsHaveTheirOwnBucket() {
        var express = simulator.createMachine("Fast", MachineType.EXPRESS);
        simulator.quotas(Quotas.of("us-east-1").with(Action.START_EXECUTION, 1, 1));
        start("a", "{}");
        assertRefused("ThrottlingException", () -> start("b", "{}"));

        sfn.startExecution(r -> r.stateMachineArn(express));
        sfn.startExecution(r -> r.stateMachineArn(express));

        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(3);
    }

    @Test
    void knowsTheQuotasOfAws() {
        var big = Quotas.of("eu-west-1").perAction();
        var other = Quotas.of("ap-northeast-1").perAction();

        assertThat(big.get(Action.LIST_EXECUTIONS)).isEqualTo(new Quota(200, 5));
        assertThat(big.get(Action.STOP_EXECUTION)).isEqualTo(new Quota(1_000, 200));
        assertThat(other.get(Action.LIST_EXECUTIONS)).isEqualTo(new Quota(100, 2));
        assertThat(other.get(Action.DESCRIBE_EXECUTION)).isEqualTo(new Quota(250, 10));
        assertThat(other.get(Action.REDRIVE_EXECUTION)).isEqualTo(new Quota(800, 150));
        assertThat(Quotas.of("ap-northeast-1").scaled(0.5).perAction().get(Action.DESCRIBE_EXECUTION))
                .isEqualTo(new Quota(125, 5));
    }

    @Test
    void remembersTheMostOpenAtOnce() {
        simulator.behaviour(run -> Outcome.succeeded("{}").after(Duration.ofSeconds(10)));
        simulator.seed(machine, PastExecution.running("seeded", "{}", ago(Duration.ofHours(1))));
        start("a", "{}");
        start("b", "{}");
        clock.pass(Duration.ofSeconds(10));
        start("c", "{}");

        assertThat(simulator.openHighWaterMark()).isEqualTo(2);
        simulator.resetCounts();
        assertThat(simulator.openHighWaterMark()).isEqualTo(1);
        assertThat(simulator.ledger().acceptedStarts()).isZero();
        assertThat(simulator.calls().total()).isZero();
    }

    @Test
    void redrivesCountAsOpenAndInstantOnesAsOne() {
        var failed = seedFailed("f", Duration.ofHours(1));
        start("a", "{}");
        start("b", "{}");
        assertThat(simulator.openHighWaterMark()).isEqualTo(1);
        simulator.behaviour(run -> Outcome.endless());
        start("c", "{}");

        sfn.redriveExecution(r -> r.executionArn(failed));

        assertThat(simulator.openHighWaterMark()).isEqualTo(2);
    }

    @Test
    void executionsOfADeletedMachineAreNoLongerOpen() {
        simulator.behaviour(run -> Outcome.succeeded("{}").after(Duration.ofHours(1)));
        start("a", "{}");
        simulator.deleteMachine(machine);
        clock.pass(Duration.ofHours(2));

        simulator.resetCounts();

        assertThat(simulator.openHighWaterMark()).isZero();
    }

    @Test
    void theLedgerTellsStartsInOrderAndDuplicates() {
        start("a", "{\"id\":1}");
        clock.pass(Duration.ofSeconds(5));
        start("b", "{\"id\":2}");
        start("c", "{\"id\":1}");

        var ledger = simulator.ledger();
        assertThat(ledger.acceptedStarts()).isEqualTo(3);
        assertThat(ledger.distinctNames()).isEqualTo(3);
        assertThat(ledger.distinctInputs()).isEqualTo(2);
        assertThat(ledger.duplicateInputs()).isEqualTo(1);
        assertThat(ledger.starts()).extracting(LedgerEntry::name).containsExactly("a", "b", "c");
        assertThat(ledger.starts().get(1).at()).isEqualTo(FakeClock.NOON.plusSeconds(5));
        assertThat(ledger.starts().get(1).input()).isEqualTo("{\"id\":2}");
        assertThat(ledger.starts().get(1).targetArn()).isEqualTo(machine);
    }
}
