package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.follow.Following;
import io.github.sfnreplay.engine.follow.Outcomes;
import io.github.sfnreplay.engine.plan.ExistingReplays;
import io.github.sfnreplay.engine.plan.Planning;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.Progress.BoundBy;
import io.github.sfnreplay.stepfunctions.AwsClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The second step of a replay: reads the inputs of what is planned, and starts it.
public final class Starting {

    private static final Logger log = LoggerFactory.getLogger(Starting.class);

    private final ActiveReplay job;
    private final PacedCalls calls;
    private final ExistingReplays existing;
    private final AwsClock clock;
    private final InputQueue inputs;
    private final StartAdmission admission;
    private final Outcomes outcomes;
    private final Launcher launcher;
    private final Submitter submitter;
    private final Takeover takeover;

    /// @param lasting the calls that go on when the replay is paused or cancelled
    public Starting(
            Access access,
            PacedCalls lasting,
            Planning planning,
            Following following,
            StartAdmission admission,
            ExecutionCache cache) {
        this.job = access.job();
        this.calls = access.calls();
        this.existing = planning.existing();
        this.clock = access.stepFunctions().clock();
        var pool = access.workers();
        this.admission = admission;
        this.outcomes = following.outcomes();
        inputs = new InputQueue(job, access.reader(), clock, pool.callsInFlight());
        var descriptions = new Descriptions(job, access.stepFunctions(), lasting);
        var starter = job.spec().types().expressTarget()
                ? new ExpressStarter(job, access.stepFunctions(), calls)
                : new Starter(
                        job,
                        access.stepFunctions(),
                        calls,
                        descriptions,
                        planning.expressions().transforms());
        var redriver = new Redriver(job, access.stepFunctions(), calls, descriptions, cache);
        launcher = new Launcher(job, admission, calls, following.follower(), outcomes, pool.forCalls());
        var itemStarter = new ItemStarter(job, inputs, planning.expressions(), starter, redriver, launcher);
        submitter = new Submitter(job, inputs, itemStarter);
        var listing = new ExecutionListing(access.stepFunctions(), lasting);
        takeover = new Takeover(job, listing, descriptions, launcher, pool.forCalls());
    }

    /// Follows what an earlier owner has left running, if there was one.
    ///
    /// @return whether anything was
    public boolean takeOver() {
        return job.tenure().isTakeover() && launcher.followOn(takeover.past());
    }

    /// Finds out what an earlier owner began without writing down that it did, if there was one. Goes on while the
    /// replay is paused, or being cancelled.
    public void recover() throws InterruptedException {
        if (job.tenure().isTakeover()) {
            takeover.recover();
        }
    }

    /// Learns what has been replayed already, if the plan has not.
    public void learnExisting() throws InterruptedException {
        existing.learn();
    }

    /// A plan that was made elsewhere, or earlier, does not say yet that AWS's time is missing.
    public void warnOfMissingTime() {
        if (clock.isMissing() && job.spec().mode().startsNew()) {
            job.update(replay -> replay.warned(Plan.Warning.awsTimeUnknown(), job.time()));
        }
    }

    /// Takes over what is known to have been replayed, beside the starts of the rest. That needs no start; where it
    /// failed, it has to be read how, and many such reads take their time.
    public void adoptExisting() throws InterruptedException {
        if (existing.isEmpty()) {
            return;
        }
        for (var item : job.items().in(ItemState.PENDING)) {
            if (isReplayed(item)) {
                job.gate().pass();
                outcomes.awaitRoom();
                adoptExisting(item);
            }
        }
    }

    private void adoptExisting(Item item) {
        var replay = existing.of(item);
        var settled = existing.settled(item);
        if (settled.state() == ItemState.SKIPPED) {
            job.save(settled);
        } else if (replay != null) {
            launcher.adopt(job.owners().found(item, replay.startedAt()), replay);
        }
    }

    private boolean isReplayed(Item item) {
        return existing.of(item) != null || existing.settled(item).state() == ItemState.SKIPPED;
    }

    /// Reads the inputs of what is not replayed yet, ahead of the starts.
    public void readInputs() throws InterruptedException {
        inputs.readAll(item -> !isReplayed(item));
    }

    /// Why no start can begin at this moment; null if one can, or none is to come.
    public @Nullable BoundBy heldBy() {
        var starts = calls.startsHeldBy();
        var held = starts == null ? admission.heldBy() : starts;
        return held == null ? calls.readsHeldBy() : held;
    }

    /// Starts all items; when it returns, no call is in flight any more.
    public void startAll() throws InterruptedException {
        try {
            submitter.submitAll();
        } catch (StoppedException e) {
            log.debug("No more starts for replay {}", job.latest().id());
        } finally {
            launcher.settle();
        }
    }

    /// How many calls are on their way.
    public int callsInFlight() {
        return calls.inFlight();
    }
}
