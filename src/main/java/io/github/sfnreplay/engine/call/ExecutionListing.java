package io.github.sfnreplay.engine.call;

import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Goes through the pages of a listing; the only place that does.
public record ExecutionListing(StepFunctions stepFunctions, PacedCalls calls) {

    /// A token lives for 24 hours, so that a listing that needs more is not a slow one but one that cannot end.
    private static final int MAX_RESTARTS = 20;

    /// Hands out page after page, until there is no other or `enough` says so. A page token that died is answered by
    /// starting over, so the same execution may be handed out more than once.
    ///
    /// @param status null for all
    /// @return how many pages were read
    public int forEachPage(StateMachineArn machine, @Nullable ExecutionStatus status, Predicate<List<Execution>> enough)
            throws InterruptedException {
        String token = null;
        var restarts = 0;
        for (var pages = 1; ; pages++) {
            Page<Execution> page;
            try {
                var pageToken = token;
                page = calls.call(
                        Action.LIST_EXECUTIONS, () -> stepFunctions.listExecutions(machine, status, pageToken));
            } catch (StepFunctionsException e) {
                if (e.kind() != StepFunctionsException.Kind.TOKEN_EXPIRED || ++restarts > MAX_RESTARTS) {
                    throw e;
                }
                token = null;
                continue;
            }
            if (enough.test(page.items()) || page.nextToken() == null) {
                return pages;
            }
            token = page.nextToken();
        }
    }

    /// Knows whether a listing is in AWS's order so far: newest first, by stop date, or by start date while it runs.
    public static final class Order {

        /// One or two may be chance; ten dates that each fall show that the order is AWS's.
        private static final int ENOUGH_FALLS = 10;

        private Instant oldest = Instant.MAX;
        private Instant oldestStart = Instant.MAX;
        private boolean kept = true;
        private boolean startsRose;
        private int falls;

        /// Takes the next page in.
        ///
        /// @return whether all of it, and so all that follows, is older than the bound; never once a date has risen,
        ///     or before enough have fallen to tell newest first from oldest first
        public boolean isAllBefore(Instant bound, List<Execution> page) {
            var all = !page.isEmpty();
            for (var execution : page) {
                see(execution);
                all &= execution.sortKey().isBefore(bound);
            }
            return kept && all && falls >= ENOUGH_FALLS;
        }

        /// Whether the listing may just as well be sorted by start date: no start date has risen so far. What stopped
        /// late may then be listed late.
        public boolean mayBeByStart() {
            return !startsRose;
        }

        private void see(Execution execution) {
            var key = execution.sortKey();
            kept &= !key.isAfter(oldest);
            falls += key.isBefore(oldest) ? 1 : 0;
            oldest = key;
            startsRose |= execution.startedAt().isAfter(oldestStart);
            oldestStart = execution.startedAt();
        }
    }
}
