package io.github.sfnreplay.engine.start;

import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.control.ActiveReplay;
import io.github.sfnreplay.engine.control.StartAdmission;
import io.github.sfnreplay.engine.control.StoppedException;
import io.github.sfnreplay.engine.follow.Following;
import io.github.sfnreplay.engine.plan.ExistingReplays;
import io.github.sfnreplay.engine.plan.Planning;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The second step of a replay: reads the inputs of what is planned, and starts it.
public final class Starting {

    private static final Logger log = LoggerFactory.getLogger(Starting.class);

    private final ActiveReplay job;
    private final PacedCalls calls;
    private final ExistingReplays existing;
    private final InputQueue inputs;
    private final Launcher launcher;
    private final Submitter submitter;

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
        var pool = access.workers();
        var outcomes = following.outcomes();
        inputs = new InputQueue(job, access.reader(), access.stepFunctions().clock(), pool.callsInFlight());
        var descriptions = new Descriptions(job, access.stepFunctions(), lasting);
        var starter = new Starter(
                job,
                access.stepFunctions(),
                calls,
                descriptions,
                planning.expressions().transforms());
        var redriver = new Redriver(job, access.stepFunctions(), calls, descriptions, cache);
        launcher = new Launcher(job, admission, calls, following.follower(), outcomes, pool.forCalls());
        var itemStarter = new ItemStarter(job, inputs, planning.expressions(), starter, redriver, launcher);
        submitter = new Submitter(job, inputs, itemStarter);
    }

    /// Takes over what is known to have been replayed; that needs neither a read nor a start.
    public void adoptExisting() throws InterruptedException {
        existing.learn();
        if (existing.isEmpty()) {
            return;
        }
        for (var item : job.items().in(ItemState.PENDING)) {
            adoptExisting(item);
        }
    }

    private void adoptExisting(Item item) throws InterruptedException {
        var replay = existing.of(item);
        var settled = existing.settled(item);
        if (settled.state() == ItemState.SKIPPED) {
            job.save(settled);
        } else if (replay != null) {
            launcher.adopt(item.adopted(replay.startedAt()), replay);
        }
    }

    /// Reads the inputs, ahead of the starts.
    public void readInputs() throws InterruptedException {
        inputs.readAll();
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
