package io.github.sfnreplay.api.view;

import io.github.sfnreplay.replay.Tally;
import io.github.sfnreplay.replay.Verdict;
import io.swagger.v3.oas.annotations.media.Schema;

/// How many items that were followed to their ends got each verdict.
@Schema(name = "VerdictCounts", description = "How many items that were followed to their ends got each verdict.")
record VerdictCountsView(
        int fixed,
        int regressed,
        int stillFailing,
        int failedDifferently,
        int identical,
        int outputChanged,
        int sameOutcome,
        int notComparable) {

    static VerdictCountsView of(Tally tally) {
        return new VerdictCountsView(
                tally.of(Verdict.FIXED),
                tally.of(Verdict.REGRESSED),
                tally.of(Verdict.STILL_FAILING),
                tally.of(Verdict.FAILED_DIFFERENTLY),
                tally.of(Verdict.IDENTICAL),
                tally.of(Verdict.OUTPUT_CHANGED),
                tally.of(Verdict.SAME_OUTCOME),
                tally.of(Verdict.NOT_COMPARABLE));
    }
}
