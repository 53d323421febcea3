package io.github.sfnreplay.api.view;

import io.github.sfnreplay.replay.ItemCounts;
import io.github.sfnreplay.replay.ItemState;
import io.swagger.v3.oas.annotations.media.Schema;

/// How many items are in each state; `total` is the sum of all but `adopted`.
@Schema(
        name = "ItemCounts",
        description =
                "How many items are in each state. `total` is their sum; `adopted` counts those of the total that had"
                        + " been started before under the same name.")
record ItemCountsView(
        int total,
        int pending,
        int running,
        int succeeded,
        int failed,
        int timedOut,
        int aborted,
        int started,
        int unconfirmed,
        int skipped,
        int cancelled,
        int adopted) {

    static ItemCountsView of(ItemCounts counts) {
        return new ItemCountsView(
                counts.total(),
                counts.of(ItemState.PENDING),
                counts.of(ItemState.RUNNING),
                counts.of(ItemState.SUCCEEDED),
                counts.of(ItemState.FAILED),
                counts.of(ItemState.TIMED_OUT),
                counts.of(ItemState.ABORTED),
                counts.of(ItemState.STARTED),
                counts.of(ItemState.UNCONFIRMED),
                counts.of(ItemState.SKIPPED),
                counts.of(ItemState.CANCELLED),
                counts.adopted());
    }
}
