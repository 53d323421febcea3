package io.github.sfnreplay.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.ExecutionSnapshot;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;

/// Whatever happens in whatever order, listings, descriptions and ledger tell the same story once all lag is over.
class ConsistencyTest extends SimulatorTestBase {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void listingsAgreeWithTheExecutions(long seed) {
        var random = new Random(seed);
        simulator.behaviour(run -> anyOutcome(random));
        var arns = new ArrayList<String>();
        for (var i = 0; i < 400; i++) {
            step(random, arns, i);
        }
        simulator.listings(ListingFlaws.none());
        clock.pass(LONGEST.multipliedBy(3));

        var all = arns.stream().map(simulator::execution).toList();
        assertListed(null, all);
        for (var status : ExecutionStatus.values()) {
            assertListed(status, all.stream().filter(e -> e.status() == status).toList());
        }
        assertThat(simulator.ledger().acceptedStarts()).isEqualTo(arns.size());
        assertThat(simulator.ledger().acceptedRedrives())
                .isEqualTo(
                        all.stream().mapToInt(ExecutionSnapshot::redriveCount).sum());
    }

    private static Outcome anyOutcome(Random random) {
        var outcome = switch (random.nextInt(5)) {
            case 0, 1 -> Outcome.succeeded("{}");
            case 2 -> Outcome.failed("Boom", "It broke");
            case 3 -> Outcome.timedOut();
            default -> Outcome.endless();
        };
        return outcome.after(Duration.ofMillis(random.nextInt(3) == 0 ? 0 : random.nextInt(300_000)));
    }

    private void step(Random random, List<String> arns, int number) {
        switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> arns.add(start("e-" + number, "{}").executionArn());
            case 4 -> clock.pass(Duration.ofMillis(random.nextInt(60_000)));
            case 5 -> simulator.listings(ListingFlaws.none().withLag(Duration.ofMillis(random.nextInt(120_000))));
            case 6 -> ifAny(random, arns, arn -> sfn.stopExecution(r -> r.executionArn(arn)));
            case 7, 8 -> ifAny(random, arns, this::redrive);
            default -> ifAny(random, arns, this::startAgain);
        }
    }

    private static void ifAny(Random random, List<String> arns, Consumer<String> what) {
        if (!arns.isEmpty()) {
            what.accept(arns.get(random.nextInt(arns.size())));
        }
    }

    private void redrive(String arn) {
        try {
            sfn.redriveExecution(r -> r.executionArn(arn));
        } catch (ExecutionNotRedrivableException e) {
            assertThat(simulator.execution(arn).status()).isIn(ExecutionStatus.RUNNING, ExecutionStatus.SUCCEEDED);
        }
    }

    private void startAgain(String arn) {
        var before = simulator.execution(arn);
        try {
            assertThat(start(before.name(), "{}").startDate()).isEqualTo(before.startDate());
        } catch (ExecutionAlreadyExistsException e) {
            assertThat(before.status()).isNotEqualTo(ExecutionStatus.RUNNING);
        }
    }

    private void assertListed(@Nullable ExecutionStatus status, List<ExecutionSnapshot> expected) {
        var items = pages(r -> r.maxResults(7).statusFilter(status == null ? null : status.name())).stream()
                .flatMap(List::stream)
                .toList();
        assertThat(items)
                .extracting(ExecutionListItem::executionArn)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(ExecutionSnapshot::executionArn).toList());
        assertThat(items)
                .isSortedAccordingTo(
                        Comparator.comparing(ConsistencyTest::sortKey).reversed());
        assertThat(items).allSatisfy(item -> {
            var execution = simulator.execution(item.executionArn());
            assertThat(item.statusAsString()).isEqualTo(execution.status().name());
            assertThat(item.stopDate()).isEqualTo(execution.stopDate());
            assertThat(item.redriveCount()).isEqualTo(execution.redriveCount());
        });
    }

    private static Instant sortKey(ExecutionListItem item) {
        return Objects.requireNonNullElse(item.stopDate(), item.startDate());
    }
}
