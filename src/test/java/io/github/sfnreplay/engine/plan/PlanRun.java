package io.github.sfnreplay.engine.plan;

import static io.github.sfnreplay.testing.TestReplay.MACHINE;

import io.github.sfnreplay.engine.call.ExecutionListing;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.read.Access;
import io.github.sfnreplay.engine.read.ExecutionCache;
import io.github.sfnreplay.engine.read.HistoryTrust;
import io.github.sfnreplay.engine.read.SourceReaders;
import io.github.sfnreplay.expression.guard.ExpressionLimits;
import io.github.sfnreplay.pacing.FakeTicker;
import io.github.sfnreplay.pacing.Lane;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.PacingSettings;
import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Origin;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.Progress;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.Result;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.replay.Source;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Page;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.ScriptedStepFunctions;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Makes one plan of executions that a scripted machine lists, newest first, as AWS does.
final class PlanRun {

    private final List<Listed> executions = new ArrayList<>();
    private final Map<String, List<Listed>> shownFirst = new HashMap<>();
    private final Map<String, String> inputs = new HashMap<>();
    private final Map<String, Integer> pages = new HashMap<>();
    private final FakeTicker ticker = new FakeTicker();
    private final TestReplay.Builder builder =
            TestReplay.builder().ticker(ticker).items(0).spec(PlanRun::frozen);
    private Pacer pacer = pacer(1e9, 1e9);
    private int pageSize = 1_000;
    private int maxExamined = 1_000_000;
    private @Nullable TestReplay replay;
    private @Nullable Planning planning;
    private final List<UnaryOperator<ReplaySpec>> changes = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private final ScriptedStepFunctions script = new ScriptedStepFunctions();

    /// An execution of the machine.
    ///
    /// @param minutesAgo when it stopped, or began if it runs
    record Listed(
            String name,
            ExecutionStatus status,
            int minutesAgo,
            @Nullable String version,
            @Nullable String alias) {

        Listed on(@Nullable String otherVersion, @Nullable String otherAlias) {
            return new Listed(name, status, minutesAgo, otherVersion, otherAlias);
        }

        Instant date() {
            return FakeClock.NOON.minus(Duration.ofMinutes(minutesAgo));
        }

        Execution execution() {
            var closed = status.isClosed();
            return new Execution(
                    name, status, closed ? date().minusSeconds(1) : date(), closed ? date() : null, 0, version, alias);
        }
    }

    private record Kept(StateMachineArn target, String source) {}

    static Listed failed(String name, int minutesAgo) {
        return new Listed(name, ExecutionStatus.FAILED, minutesAgo, null, null);
    }

    static Listed succeeded(String name, int minutesAgo) {
        return new Listed(name, ExecutionStatus.SUCCEEDED, minutesAgo, null, null);
    }

    static Listed running(String name, int minutesAgo) {
        return new Listed(name, ExecutionStatus.RUNNING, minutesAgo, null, null);
    }

    PlanRun listed(Listed... more) {
        executions.addAll(List.of(more));
        return this;
    }

    PlanRun listed(List<Listed> more) {
        executions.addAll(more);
        return this;
    }

    /// Listings of that status show the execution like this first.
    void alsoShownAs(Listed execution, ExecutionStatus in) {
        shownFirst.computeIfAbsent(in.name(), absent -> new ArrayList<>()).add(execution);
    }

    PlanRun input(String name, String json) {
        inputs.put(name, json);
        return this;
    }

    /// Another replay, into that machine, has run the source and is kept.
    void kept(StateMachineArn target, String source) {
        kept.add(new Kept(target, source));
    }

    @SafeVarargs
    final PlanRun spec(UnaryOperator<ReplaySpec>... more) {
        for (var change : more) {
            changes.add(change);
        }
        return this;
    }

    PlanRun pageSize(int executionsPerPage) {
        pageSize = executionsPerPage;
        return this;
    }

    PlanRun maxExamined(int most) {
        maxExamined = most;
        return this;
    }

    /// Answers have told that AWS's clock is that much ahead of the [FakeClock], or behind.
    PlanRun awsAhead(Duration ahead) {
        script.clock().answered(script.clock().moment(), FakeClock.NOON.plus(ahead));
        return this;
    }

    /// What every action may do, at once and per second.
    PlanRun quotas(double capacity, double refill) {
        pacer = pacer(capacity, refill);
        return this;
    }

    PlanRun spend(Action action, int calls) throws InterruptedException {
        for (var i = 0; i < calls; i++) {
            pacer.acquire(Lane.of(MACHINE, action), () -> true);
        }
        return this;
    }

    ScriptedStepFunctions stepFunctions() {
        return script;
    }

    Plan plan() throws InterruptedException {
        return planning().plan();
    }

    Progress.Planning progress() {
        return planning().progress();
    }

    ExistingReplays existing() {
        return planning().existing();
    }

    List<Item> items() {
        return StreamSupport.stream(replay().job.items().all().spliterator(), false)
                .toList();
    }

    Item item(String source) {
        return items().stream()
                .filter(item -> item.source().name().equals(source))
                .findFirst()
                .orElseThrow();
    }

    List<String> pendingNames() {
        return items().stream()
                .filter(item -> item.state() == ItemState.PENDING)
                .map(item -> item.source().name())
                .toList();
    }

    /// How many pages were listed of a status, or of all.
    int pages(@Nullable ExecutionStatus status) {
        return pages.getOrDefault(String.valueOf(status), 0);
    }

    private TestReplay replay() {
        if (replay == null) {
            changes.forEach(builder::spec);
            replay = builder.running();
            kept.forEach(this::keep);
        }
        return replay;
    }

    private Planning planning() {
        if (planning == null) {
            script.onList(this::page).onDescribe(arn -> details(arn.name()));
            var job = replay().job;
            var calls = replay().calls();
            var pool = new WorkerPool(Executors.newVirtualThreadPerTaskExecutor(), 8, unexpected -> {});
            var readers = new SourceReaders(
                    script, new ExecutionCache(1 << 20), new HistoryTrust(ticker, new Random(1)), 64 << 20);
            var access = new Access(
                    job,
                    script,
                    calls,
                    new ExecutionListing(script, calls),
                    readers.aheadOfStarts(calls, pool.forCalls()),
                    pool);
            script.onFirstEvent(arn -> inputs.get(arn.name()));
            planning = new Planning(
                    access, pacer, new ExpressionLimits(Duration.ofSeconds(5), 100, 262_144, 4_096), maxExamined);
        }
        return planning;
    }

    private ExecutionDetails details(String name) {
        var execution = executions.stream()
                .filter(listed -> listed.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new ExecutionDetails(execution.execution(), inputs.get(name), null, "Order.Broken", null);
    }

    private Page<Execution> page(StateMachineArn machine, @Nullable ExecutionStatus status, @Nullable String token) {
        pages.merge(String.valueOf(status), 1, Integer::sum);
        if (!machine.unqualified().equals(MACHINE)) {
            return new Page<>(List.of(), null);
        }
        var all = new ArrayList<Listed>(shownFirst.getOrDefault(String.valueOf(status), List.of()));
        executions.stream()
                .filter(listed -> status == null || listed.status() == status)
                .sorted(Comparator.comparing(Listed::minutesAgo))
                .forEach(all::add);
        var from = token == null ? 0 : Integer.parseInt(token);
        var to = Math.min(from + pageSize, all.size());
        return new Page<>(
                all.subList(from, to).stream().map(Listed::execution).toList(),
                to < all.size() ? String.valueOf(to) : null);
    }

    private void keep(Kept earlier) {
        var job = replay().job;
        var spec = job.spec();
        var now = job.time();
        var start = new ReplaySpec.Start(Mode.START_NEW, earlier.target(), null, 1);
        var other = Replay.create(
                Origin.of("00000000-0000-7000-8000-000000000000"),
                new ReplaySpec(
                        MACHINE,
                        spec.filter(),
                        new ReplaySpec.Planning(null, false, spec.order(), true),
                        start,
                        spec.follow(),
                        spec.limits(),
                        null),
                new EffectiveLimits(1, null, 1),
                now);
        var source =
                new Source(earlier.source(), ExecutionStatus.FAILED, now.minusSeconds(60), now.minusSeconds(50), 0);
        var item = Item.planned(0, source, 1);
        replay().store.insert(other, List.of(item));
        replay().store
                .saveItems(
                        other.id(),
                        List.of(item.started(now)
                                .ended(
                                        ExecutionStatus.SUCCEEDED,
                                        now,
                                        Result.ended(null, null, Verdict.FIXED, null, List.of()))),
                        now);
    }

    private static Pacer pacer(double capacity, double refill) {
        var quotas = new EnumMap<Action, PacingSettings.CustomQuota>(Action.class);
        for (var action : Action.values()) {
            quotas.put(action, new PacingSettings.CustomQuota(capacity, refill));
        }
        return new Pacer(new PacingSettings(1, Map.of(MACHINE.region(), quotas)), new FakeTicker());
    }

    private static ReplaySpec frozen(ReplaySpec spec) {
        return spec.withFilter(spec.filter().frozenAt(FakeClock.NOON));
    }

    static UnaryOperator<ReplaySpec> filter(UnaryOperator<Selection> change) {
        return spec -> spec.withFilter(change.apply(spec.filter()));
    }

    static Selection prefixed(Selection filter, String prefix) {
        return new Selection(
                filter.statuses(), List.of(), null, null, null, filter.stoppedBefore(), prefix, List.of(), null);
    }

    static Selection matching(Selection filter, String predicate) {
        return new Selection(
                filter.statuses(), List.of(), null, null, null, filter.stoppedBefore(), null, List.of(), predicate);
    }

    static UnaryOperator<ReplaySpec> mode(Mode mode) {
        return start(start -> new ReplaySpec.Start(mode, start.target(), start.inputTransform(), start.attempt()));
    }

    static UnaryOperator<ReplaySpec> target(StateMachineArn target) {
        return start(start -> new ReplaySpec.Start(start.mode(), target, start.inputTransform(), start.attempt()));
    }

    static UnaryOperator<ReplaySpec> attempt(int attempt) {
        return start(start -> new ReplaySpec.Start(start.mode(), start.target(), start.inputTransform(), attempt));
    }

    static UnaryOperator<ReplaySpec> transform(String jsonata) {
        return start(start -> new ReplaySpec.Start(start.mode(), start.target(), jsonata, start.attempt()));
    }

    static UnaryOperator<ReplaySpec> includingReplayed() {
        return spec -> new ReplaySpec(
                spec.stateMachine(),
                spec.filter(),
                new ReplaySpec.Planning(null, true, spec.order(), false),
                spec.start(),
                spec.follow(),
                spec.limits(),
                null);
    }

    private static UnaryOperator<ReplaySpec> start(UnaryOperator<ReplaySpec.Start> change) {
        return spec -> new ReplaySpec(
                spec.stateMachine(),
                spec.filter(),
                spec.planning(),
                change.apply(spec.start()),
                spec.follow(),
                spec.limits(),
                null);
    }

    static List<Plan.Code> codes(Plan plan) {
        return plan.warnings().stream().map(Plan.Warning::code).toList();
    }

    static String detail(Plan plan, Plan.Code code) {
        return warning(plan, code).detail();
    }

    static @Nullable Integer count(Plan plan, Plan.Code code) {
        return warning(plan, code).count();
    }

    private static Plan.Warning warning(Plan plan, Plan.Code code) {
        return plan.warnings().stream()
                .filter(warning -> warning.code() == code)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no warning " + code + " in " + plan.warnings()));
    }
}
