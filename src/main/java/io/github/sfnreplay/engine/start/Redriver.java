package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.stepfunctions.StepFunctionsException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Redrives the source of one item, and stays with it until it is certain what became of that.
final class Redriver {

    /// A client token makes a repeat harmless for 15 minutes; a minute is left for the call itself.
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(14);

    private final ActiveReplay job;
    private final StepFunctions stepFunctions;
    private final PacedCalls calls;
    private final Descriptions descriptions;
    private final ExecutionCache cache;

    /// @param calls held while the replay is paused, and stopped when it is cancelled
    Redriver(
            ActiveReplay job,
            StepFunctions stepFunctions,
            PacedCalls calls,
            Descriptions descriptions,
            ExecutionCache cache) {
        this.job = job;
        this.stepFunctions = stepFunctions;
        this.calls = calls;
        this.descriptions = descriptions;
        this.cache = cache;
    }

    /// Redrives the item's source; the permit for the first attempt is there.
    ///
    /// @return the item as it is now: skipped if AWS does not allow it; unchanged if the replay was stopped before
    Item redrive(Item item) throws InterruptedException {
        var source = job.latest().sourceOf(item);
        var token = HexFormat.of()
                .formatHex(ReplayName.sha256(source + "\n" + item.source().redriveCount()));
        var sendings = new Sendings(stepFunctions.clock());
        cache.forgetEnd(source);
        try {
            job.tenure().intend(item);
            var date = calls.<@Nullable Instant>permitted(
                    Action.REDRIVE_EXECUTION, () -> redrive(item, source, token, sendings), sendings::failed);
            return item.redriven(date);
        } catch (StoppedException e) {
            return sendings.isInDoubt() ? whatBecameOf(item, source, sendings) : item;
        } catch (StepFunctionsException e) {
            var refused = notRedriven(e, item);
            return sendings.isInDoubt() ? refusedInDoubt(item, source, sendings, refused) : refused;
        }
    }

    private @Nullable Instant redrive(Item item, ExecutionArn source, String token, Sendings sendings) {
        if (sendings.isInDoubt() && sendings.age().compareTo(TOKEN_LIFE) > 0) {
            var details = stepFunctions.describeExecution(source);
            if (isRedriven(item, details)) {
                return sendings.earliest();
            }
        }
        sendings.sending();
        return stepFunctions.redriveExecution(source, token);
    }

    private Item notRedriven(StepFunctionsException fault, Item item) {
        return switch (fault.kind()) {
            case NOT_REDRIVABLE -> item.skipped(SkipReason.NOT_REDRIVABLE, fault.detail());
            case EXECUTION_GONE -> item.skipped(SkipReason.NOT_FOUND, fault.detail());
            default -> Refusal.of(fault, item, job);
        };
    }

    /// The last attempt was refused, but one before may have done its work.
    private Item refusedInDoubt(Item item, ExecutionArn source, Sendings sendings, Item refused)
            throws InterruptedException {
        try {
            return isRedriven(item, descriptions.read(source)) ? item.redriven(sendings.earliest()) : refused;
        } catch (StoppedException | StepFunctionsException e) {
            return unconfirmed(item);
        }
    }

    /// No answer is to come any more to an attempt that may have redriven the source.
    private Item whatBecameOf(Item item, ExecutionArn source, Sendings sendings) throws InterruptedException {
        var details = descriptions.readWhileThereIsHope(source);
        if (details == null) {
            return unconfirmed(item);
        }
        return isRedriven(item, details) ? item.redriven(sendings.earliest()) : item;
    }

    private static Item unconfirmed(Item item) {
        return item.unconfirmedRedrive("It could not be found out whether this had been redriven; no answer came.");
    }

    private static boolean isRedriven(Item item, ExecutionDetails details) {
        return details.execution().redriveCount() > item.source().redriveCount();
    }
}
