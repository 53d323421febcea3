package io.github.sfnreplay.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.sfnreplay.replay.FailureGroup;
import io.github.sfnreplay.replay.FailureKind;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.TestReplay;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A group tells an error and a cause that somebody has told, and nothing in their place.
class FailureGroupsTest {

    private final TestReplay replay = TestReplay.builder().items(60).running();
    private final FailureGroups groups = new FailureGroups();
    private int next;

    @Test
    void whatTimedOutWithoutErrorOrCauseHasNeither() {
        add(ended(ExecutionStatus.TIMED_OUT, null, null, Verdict.REGRESSED, null));
        add(ended(ExecutionStatus.ABORTED, null, null, Verdict.REGRESSED, null));

        assertThat(groups.largestFirst())
                .extracting(FailureGroup::state, FailureGroup::error, FailureGroup::cause)
                .containsExactlyInAnyOrder(
                        tuple(ItemState.TIMED_OUT, null, null), tuple(ItemState.ABORTED, null, null));
    }

    @Test
    void whyItCannotBeComparedIsNoCause() {
        add(ended(ExecutionStatus.FAILED, "Order.Broken", null, Verdict.NOT_COMPARABLE, "It could not be read."));

        assertThat(groups.largestFirst())
                .extracting(FailureGroup::error, FailureGroup::cause)
                .containsExactly(tuple("Order.Broken", null));
    }

    @Test
    void whatCouldNotBeStartedTellsWhy() {
        add(item().failed(FailureKind.INPUT_INVALID, null, "The expression failed at position 12."));
        add(item().unconfirmed("No answer came."));

        assertThat(groups.largestFirst())
                .extracting(FailureGroup::state, FailureGroup::cause)
                .containsExactlyInAnyOrder(
                        tuple(ItemState.FAILED, "The expression failed at position #."),
                        tuple(ItemState.UNCONFIRMED, "No answer came."));
    }

    @Test
    void causesThatDifferInNumbersOnlyAreOneGroup() {
        for (var order : List.of("4711", "4712")) {
            add(ended(ExecutionStatus.FAILED, "Order.Broken", "order " + order, Verdict.STILL_FAILING, null));
        }

        assertThat(groups.largestFirst()).singleElement().satisfies(group -> {
            assertThat(group.count()).isEqualTo(2);
            assertThat(group.cause()).isEqualTo("order #");
            assertThat(group.sameAsSource()).isTrue();
        });
    }

    @Test
    void theFiftyFirstGroupHoldsAllOthers() {
        for (var i = 0; i < 53; i++) {
            add(ended(ExecutionStatus.FAILED, "Error." + i, null, Verdict.REGRESSED, null));
        }

        assertThat(groups.largestFirst()).hasSize(51);
        assertThat(groups.largestFirst().getFirst())
                .satisfies(group -> assertThat(group.error()).isEqualTo("(other)"))
                .satisfies(group -> assertThat(group.count()).isEqualTo(3));
    }

    private void add(Item item) {
        groups.add(replay.job.latest(), item);
    }

    private Item item() {
        return replay.item(next++);
    }

    private Item ended(
            ExecutionStatus status,
            @Nullable String error,
            @Nullable String cause,
            Verdict verdict,
            @Nullable String detail) {
        return item().started(FakeClock.NOON)
                .ended(status, FakeClock.NOON, Result.ended(error, cause, verdict, detail, List.of()));
    }
}
