package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.ListingOrder;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

class ListingTest extends SimulatorTestBase {

    @Test
    void readsAllPagesWithoutGapsOrRepeats() {
        for (var i = 0; i < 2_500; i++) {
            seedSucceeded("e-" + i, Duration.ofMinutes(i + 1));
        }

        var pages = pages(r -> r.maxResults(1_000));

        assertThat(pages).extracting(List::size).containsExactly(1_000, 1_000, 500);
        var expected = new ArrayList<String>();
        for (var i = 0; i < 2_500; i++) {
            expected.add("e-" + i);
        }
        assertThat(pages.stream().flatMap(List::stream).map(ExecutionListItem::name))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void pagesHoldAHundredUnlessToldOtherwise() {
        for (var i = 0; i < 150; i++) {
            seedSucceeded("e-" + i, Duration.ofMinutes(i + 1));
        }

        assertThat(pages(r -> {})).extracting(List::size).containsExactly(100, 50);
        assertThat(pages(r -> r.maxResults(0))).extracting(List::size).containsExactly(100, 50);
        assertThat(pages(r -> r.maxResults(150))).extracting(List::size).containsExactly(150);
    }

    @Test
    void sortsClosedByStopDateAndRunningByStartDate() {
        simulator.seed(machine, PastExecution.running("running-old", "{}", ago(Duration.ofMinutes(30))));
        simulator.seed(
                machine,
                PastExecution.succeeded("long", "{}", "{}", ago(Duration.ofDays(3)), ago(Duration.ofMinutes(10))));
        simulator.seed(machine, PastExecution.running("running-new", "{}", ago(Duration.ofMinutes(5))));
        simulator.seed(
                machine,
                PastExecution.succeeded("short", "{}", "{}", ago(Duration.ofMinutes(22)), ago(Duration.ofMinutes(20))));

        assertThat(names(r -> r.maxResults(3))).containsExactly("running-new", "long", "short", "running-old");
    }

    @Test
    void movesAnExecutionWhenItCloses() {
        simulator.behaviour(run -> Outcome.succeeded("{}").after(Duration.ofMinutes(10)));
        start("a", "{}");
        clock.pass(Duration.ofMinutes(1));
        start("b", "{}");
        clock.pass(Duration.ofMinutes(2));
        sfn.stopExecution(r -> r.executionArn(executionArn("a")));

        assertThat(names(r -> {})).containsExactly("a", "b");
        assertThat(names(r -> r.statusFilter("RUNNING"))).containsExactly("b");
        clock.pass(Duration.ofHours(1));
        assertThat(names(r -> {})).containsExactly("b", "a");
        assertThat(names(r -> r.statusFilter("RUNNING"))).isEmpty();
        assertThat(names(r -> r.statusFilter("SUCCEEDED"))).containsExactly("b");
        assertThat(names(r -> r.statusFilter("ABORTED"))).containsExactly("a");
    }

    @Test
    void showsAnExecutionTwiceThatClosesWhileSomebodyPages() {
        simulator.behaviour(run -> Outcome.endless());
        for (var i = 0; i < 4; i++) {
            start("e" + i, "{}");
            clock.pass(Duration.ofMinutes(1));
        }
        var first = sfn.listExecutions(r -> r.stateMachineArn(machine).maxResults(2));
        simulator.finish(executionArn("e0"), Outcome.succeeded("{}"));
        var second =
                sfn.listExecutions(r -> r.stateMachineArn(machine).maxResults(2).nextToken(first.nextToken()));

        assertThat(first.executions()).extracting(ExecutionListItem::name).containsExactly("e3", "e2");
        assertThat(second.executions()).extracting(ExecutionListItem::name).containsExactly("e1");
        assertThat(second.nextToken()).isNull();
        assertThat(names(r -> {})).containsExactly("e0", "e3", "e2", "e1");
    }

    @Test
    void itemsTellStatusAndDates() {
        seedFailed("f", Duration.ofHours(1));

        var item = pages(r -> {}).getFirst().getFirst();

        assertThat(item.executionArn()).isEqualTo(executionArn("f"));
        assertThat(item.stateMachineArn()).isEqualTo(machine);
        assertThat(item.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(item.startDate()).isEqualTo(ago(Duration.ofMinutes(61)));
        assertThat(item.stopDate()).isEqualTo(ago(Duration.ofHours(1)));
        assertThat(item.redriveCount()).isZero();
        assertThat(item.stateMachineAliasArn()).isNull();
    }

    @Test
    void listsByStartDateWhenAsked() {
        assertThat(listedIn(ListingOrder.NEWEST_START_FIRST)).containsExactly("short", "long");
        assertThat(listedIn(ListingOrder.OLDEST_START_FIRST)).containsExactly("long", "short");
        assertThat(listedIn(ListingOrder.NEWEST_FIRST)).containsExactly("long", "short");
    }

    private List<String> listedIn(ListingOrder order) {
        try (var other = Simulator.start(options().withListingOrder(order));
                var client = client(other, Duration.ofSeconds(20))) {
            var arn = other.createMachine("M", MachineType.STANDARD);
            other.seed(
                    arn,
                    PastExecution.succeeded("long", "{}", "{}", ago(Duration.ofDays(3)), ago(Duration.ofMinutes(1))));
            other.seed(
                    arn,
                    PastExecution.succeeded("short", "{}", "{}", ago(Duration.ofDays(1)), ago(Duration.ofHours(2))));
            return client.listExecutions(r -> r.stateMachineArn(arn)).executions().stream()
                    .map(ExecutionListItem::name)
                    .toList();
        }
    }

    @Test
    void refusesPagesOfMoreThanAThousand() {
        assertRefused(
                "ValidationException",
                "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: "
                        + "Member must have value less than or equal to 1000",
                () -> names(r -> r.maxResults(1_001)));
    }

    @Test
    void refusesUnknownStatusesAndMapRuns() {
        assertRefused("ValidationException", () -> names(r -> r.statusFilter("DONE")));
        assertRefused("ValidationException", () -> names(r -> r.statusFilter("PENDING_REDRIVE")));
        assertRefused("ResourceNotFound", () -> names(r -> r.mapRunArn("arn:aws:states:us-east-1:1:mapRun:a/b:c")));
        assertRefused("InvalidArn", () -> names(r -> r.stateMachineArn(executionArn("a"))));
    }

    @Test
    void tokensAreBoundToTheOtherArgumentsAndDie() {
        for (var i = 0; i < 10; i++) {
            seedSucceeded("e-" + i, Duration.ofMinutes(i + 1));
        }
        var token = sfn.listExecutions(r -> r.stateMachineArn(machine).maxResults(2))
                .nextToken();
        var message = "Invalid Token: 'Invalid token'";

        assertRefused(
                "InvalidToken",
                message,
                () -> sfn.listExecutions(
                        r -> r.stateMachineArn(machine).maxResults(2).nextToken("garbage")));
        assertRefused(
                "InvalidToken",
                message,
                () -> sfn.listExecutions(r -> r.stateMachineArn(machine)
                        .maxResults(2)
                        .statusFilter("FAILED")
                        .nextToken(token)));
        clock.pass(Duration.ofHours(24));
        assertThat(sfn.listExecutions(
                                r -> r.stateMachineArn(machine).maxResults(2).nextToken(token))
                        .executions())
                .extracting(ExecutionListItem::name)
                .containsExactly("e-2", "e-3");
        clock.pass(Duration.ofMillis(1));
        assertRefused(
                "InvalidToken",
                () -> sfn.listExecutions(
                        r -> r.stateMachineArn(machine).maxResults(2).nextToken(token)));
    }

    @Test
    void tokensCanBeExpiredByHand() {
        seedSucceeded("a", Duration.ofMinutes(1));
        seedSucceeded("b", Duration.ofMinutes(2));
        var token = sfn.listExecutions(r -> r.stateMachineArn(machine).maxResults(1))
                .nextToken();

        simulator.expireTokens();

        assertRefused(
                "InvalidToken",
                () -> sfn.listExecutions(
                        r -> r.stateMachineArn(machine).maxResults(1).nextToken(token)));
    }

    @Test
    void listingsCanLagBehind() {
        simulator.listings(ListingFlaws.none().withLag(Duration.ofSeconds(30)));
        simulator.behaviour(run -> Outcome.failed("Boom", "").after(Duration.ofSeconds(10)));
        start("a", "{}");

        assertThat(names(r -> {})).isEmpty();
        clock.pass(Duration.ofSeconds(29));
        assertThat(names(r -> {})).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(names(r -> r.statusFilter("RUNNING"))).containsExactly("a");
        assertThat(simulator.execution(executionArn("a")).status())
                .isEqualTo(io.github.sfnreplay.simulator.spec.ExecutionStatus.FAILED);
        clock.pass(Duration.ofSeconds(10));
        assertThat(names(r -> r.statusFilter("RUNNING"))).isEmpty();
        assertThat(names(r -> r.statusFilter("FAILED"))).containsExactly("a");
        assertThat(names(r -> {})).containsExactly("a");
    }

    @Test
    void pagesCanRepeatEntriesAndStillEnd() {
        for (var i = 0; i < 7; i++) {
            seedSucceeded("e" + i, Duration.ofMinutes(i + 1));
        }
        simulator.listings(ListingFlaws.none().withRepeatedEntries(1));

        var names = names(r -> r.maxResults(3));

        assertThat(names).containsExactly("e0", "e1", "e2", "e2", "e3", "e4", "e4", "e5", "e6");
        assertThat(names(r -> r.maxResults(1))).hasSize(7);
        assertThat(Collections.frequency(names, "e2")).isEqualTo(2);
    }

    @Test
    void pagesCanBeShort() {
        for (var i = 0; i < 7; i++) {
            seedSucceeded("e" + i, Duration.ofMinutes(i + 1));
        }
        simulator.listings(ListingFlaws.none().withLargestPage(3));

        assertThat(pages(r -> r.maxResults(1_000))).extracting(List::size).containsExactly(3, 3, 1);
    }

    @Test
    void redriveFilterMakesPagesShort() {
        seedFailed("a", Duration.ofHours(1));
        seedFailed("b", Duration.ofHours(2));
        sfn.redriveExecution(r -> r.executionArn(executionArn("a")));

        assertThat(names(r -> r.redriveFilter("REDRIVEN"))).containsExactly("a");
        assertThat(names(r -> r.redriveFilter("NOT_REDRIVEN"))).containsExactly("b");
    }
}
