package io.github.sfnreplay.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.EffectiveLimits;
import io.github.sfnreplay.replay.FailureGroup;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Follow;
import io.github.sfnreplay.replay.ItemCounts;
import io.github.sfnreplay.replay.ItemState;
import io.github.sfnreplay.replay.Limits;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.replay.Order;
import io.github.sfnreplay.replay.Origin;
import io.github.sfnreplay.replay.Plan;
import io.github.sfnreplay.replay.Progress;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayLog;
import io.github.sfnreplay.replay.ReplaySpec;
import io.github.sfnreplay.replay.ReplayState;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.replay.SkipReason;
import io.github.sfnreplay.replay.StateChange;
import io.github.sfnreplay.replay.StateReason;
import io.github.sfnreplay.replay.Status;
import io.github.sfnreplay.replay.Tally;
import io.github.sfnreplay.replay.Times;
import io.github.sfnreplay.replay.Verdict;
import io.github.sfnreplay.replay.Work;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is written as JSON comes back as it was, and what a newer version writes can be read.
class ReplayCodecTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123Z");
    private static final StateMachineArn MACHINE =
            StateMachineArn.parse("arn:aws:states:us-east-1:123456789012:stateMachine:Orders:PROD");

    @Test
    void everythingComesBackAsItWas() throws Exception {
        var replay = full();
        assertNothingIsMissing(replay);

        assertThat(read(ReplayCodec.body(replay))).isEqualTo(replay);
    }

    @Test
    void whatOnlyANewerVersionKnowsIsLeftOut() {
        var body = ReplayCodec.body(full())
                .replaceFirst("\\{", "{\"invented\": {\"later\": [1]}, ")
                .replace("\"reason\":\"CANARY_FAILED\"", "\"reason\":\"INVENTED_LATER\"");

        var read = read(body);
        assertThat(read.status().reason()).isNull();
        assertThat(read.plan()).isEqualTo(full().plan());
    }

    private static Replay read(String body) {
        var replay = full();
        return ReplayCodec.replay(
                replay.version(),
                replay.times().updatedAt(),
                ReplayCodec.spec(ReplayCodec.spec(replay)),
                body,
                ReplayCodec.tally(replay.tally()));
    }

    /// A component that is added to a record has to be filled in above, so that it is checked too.
    private static void assertNothingIsMissing(Object value) throws ReflectiveOperationException {
        if (!value.getClass().isRecord()) {
            return;
        }
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            var part = accessor.invoke(value);
            var name = value.getClass().getSimpleName() + "." + component.getName();
            // a machine may have no qualifier; the two ways to select exclude nothing
            if (!name.equals("StateMachineArn.qualifier")) {
                assertThat(part).as(name).isNotNull();
                assertNothingIsMissing(part);
            }
        }
    }

    private static Replay full() {
        var spec = new ReplaySpec(
                MACHINE,
                new Selection(
                        Set.of(ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT),
                        List.of(MACHINE.execution("one"), MACHINE.execution("zwei")),
                        NOW.minusSeconds(9),
                        NOW.minusSeconds(8),
                        NOW.minusSeconds(7),
                        NOW.minusSeconds(6),
                        "prefix",
                        List.of("Lambda.*"),
                        "amount > 100"),
                new ReplaySpec.Planning("id", "order", true, Order.NEWEST_FIRST, true),
                new ReplaySpec.Start(Mode.START_NEW, MACHINE, "$merge([$, {\"a\": 1}])", 3),
                Follow.OUTPUT,
                new Limits(10, 2.5, 7, 3, Limits.AfterCanary.PAUSE, 12.5, 4),
                "because \u0000 of \"this\"");
        var status = new Status(
                ReplayState.FAILED,
                StateReason.CANARY_FAILED,
                "what happened",
                new Fault(Fault.Kind.UPSTREAM_ERROR, "detail", Map.of("awsErrorCode", "X", "matched", 11)),
                true);
        var times = new Times(NOW, NOW, NOW.plusSeconds(1), NOW.plusSeconds(2), NOW.plusSeconds(3), NOW.plusSeconds(4));
        var plan = new Plan(
                "sha256:1",
                new Plan.Found(9, 1, 2, 6),
                5,
                Map.of(SkipReason.DUPLICATE, 1),
                77,
                List.of(new Plan.Warning(Plan.Code.HISTORY_EXPIRING, "soon", 4)),
                new Plan.InputsFrom(3, 2, 1.5));
        var tally = new Tally(
                new ItemCounts(Map.of(ItemState.FAILED, 2, ItemState.SUCCEEDED, 3), 1),
                Map.of(Verdict.FIXED, 3),
                4,
                List.of(new FailureGroup(
                        ItemState.FAILED, "E", "cause #", 2, "sample", MACHINE.execution("one"), true)));
        var progress = new Progress(
                1.5,
                6,
                NOW,
                Progress.BoundBy.CANARY,
                new Progress.Planning(1, 2, 3),
                new Progress.Upstream(NOW, "no route"));
        var log = new ReplayLog(
                3,
                Arrays.asList(new StateChange(
                        NOW,
                        "me",
                        "pause",
                        ReplayState.RUNNING,
                        ReplayState.PAUSED,
                        StateReason.USER_REQUESTED,
                        "lunch",
                        "detail")));
        return new Replay(
                new Origin("id", "parent", "somebody"),
                42,
                spec,
                status,
                times,
                new Work(new EffectiveLimits(2.5, 7, 15), plan, tally, progress),
                log);
    }
}
