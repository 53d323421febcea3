package io.github.sfnreplay.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.engine.call.CallPace;
import io.github.sfnreplay.engine.call.OutageDetector;
import io.github.sfnreplay.engine.call.PacedCalls;
import io.github.sfnreplay.engine.call.StartLimiter;
import io.github.sfnreplay.engine.control.WorkerPool;
import io.github.sfnreplay.engine.log.LogSettings;
import io.github.sfnreplay.engine.log.ReplayLogs;
import io.github.sfnreplay.engine.log.WantedExecution;
import io.github.sfnreplay.engine.read.ExecutionData.Need;
import io.github.sfnreplay.executionlogs.ExecutionEvent;
import io.github.sfnreplay.executionlogs.ExecutionLogs;
import io.github.sfnreplay.executionlogs.LogGroup;
import io.github.sfnreplay.executionlogs.LogGroupArn;
import io.github.sfnreplay.executionlogs.LogPage;
import io.github.sfnreplay.executionlogs.LogQuery;
import io.github.sfnreplay.pacing.Pacer;
import io.github.sfnreplay.pacing.PacingSettings;
import io.github.sfnreplay.stepfunctions.Action;
import io.github.sfnreplay.stepfunctions.Execution;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionDetails;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.Logging;
import io.github.sfnreplay.stepfunctions.StateMachine;
import io.github.sfnreplay.testing.FakeClock;
import io.github.sfnreplay.testing.TestReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Logs are believed only after what they told first has been compared, byte for byte, with descriptions.
@Timeout(20)
class LoggedReadsTest {

    private static final int COUNT = 40;
    private static final LogGroupArn GROUP =
            LogGroupArn.parse("arn:aws:logs:eu-west-1:123456789012:log-group:/orders:*");

    private final TestReplay replay = TestReplay.builder().running();
    private final AtomicInteger described = new AtomicInteger();
    private final ScriptedLogs scripted = new ScriptedLogs();

    /// Tells a start of each execution, with the same input as its description but for one.
    private static final class ScriptedLogs implements ExecutionLogs {

        private final AtomicInteger calls = new AtomicInteger();
        private int wrong = -1;

        @Override
        public boolean isReachable() {
            return true;
        }

        @Override
        public LogGroup describe(LogGroupArn group) {
            calls.incrementAndGet();
            return new LogGroup(group, null, false, false, true);
        }

        @Override
        public LogPage find(LogQuery query, @Nullable String pageToken) {
            calls.incrementAndGet();
            var events = IntStream.range(0, COUNT)
                    .mapToObj(i -> new ExecutionEvent(
                            arn(i).toString(),
                            ExecutionEvent.Type.STARTED,
                            startedAt(i),
                            0,
                            i == wrong ? input(i) + " " : input(i),
                            null,
                            null))
                    .toList();
            return new LogPage(events, 0, null);
        }
    }

    @BeforeEach
    void describeWhatIsThere() {
        replay.stepFunctions
                .onDescribeMachine(
                        arn -> new StateMachine(arn, false, null, new Logging(Logging.Level.ALL, true, GROUP + ":*")))
                .onDescribe(arn -> {
                    described.incrementAndGet();
                    var number = Integer.parseInt(arn.name().substring(2));
                    var execution = new Execution(
                            arn.name(),
                            ExecutionStatus.SUCCEEDED,
                            startedAt(number),
                            startedAt(number).plusSeconds(1),
                            0,
                            null,
                            null);
                    return new ExecutionDetails(execution, input(number), "{}", null, null);
                });
    }

    @Test
    void comparesTheFirstTen() throws InterruptedException {
        var logs = logs(true);

        assertThat(readAll(logs)).isEqualTo(inputs());
        assertThat(described).hasValue(10);
        assertThat(logs.usage().warning()).isNull();
        assertThat(logs.usage().read().logs()).isEqualTo(COUNT);
    }

    @Test
    void believesNothingAfterADifference() throws InterruptedException {
        scripted.wrong = 7;
        var logs = logs(true);

        assertThat(readAll(logs))
                .as("the description of the eighth, and nothing more")
                .hasSize(8)
                .isEqualTo(inputs().subList(0, 8));
        assertThat(described).hasValue(8);
        assertThat(String.valueOf(logs.usage().warning())).contains("LOGS_NOT_USED", "other inputs");
    }

    @Test
    void usesNoLogsWhereTheyAreSwitchedOff() throws InterruptedException {
        assertThat(readAll(logs(false))).isEmpty();
        assertThat(scripted.calls).hasValue(0);
    }

    /// The inputs that logs, or their comparison, told.
    private List<String> readAll(ReplayLogs logs) throws InterruptedException {
        var reads = new LoggedReads(logs, replay.stepFunctions, replay.calls(), new ExecutionCache(1_000_000));
        var wanted = IntStream.range(0, COUNT)
                .mapToObj(i ->
                        new WantedExecution(arn(i), startedAt(i), startedAt(i).plusSeconds(1), 0))
                .toList();
        reads.announce(wanted, COUNT, Need.INPUT);
        var told = new ArrayList<String>();
        for (var each : wanted) {
            var input = reads.read(new ExecutionKey(each.arn(), each.stoppedAt(), 0), false)
                    .input();
            if (input != null) {
                told.add(input);
            }
        }
        return told;
    }

    private ReplayLogs logs(boolean enabled) {
        var scarce = new PacingSettings.CustomQuota(1.0, 1.0);
        var quotas = Map.of(Action.DESCRIBE_EXECUTION, scarce, Action.GET_EXECUTION_HISTORY, scarce);
        var pacer = new Pacer(new PacingSettings(1, Map.of(TestReplay.MACHINE.region(), quotas)), replay.ticker);
        var calls = new PacedCalls(
                replay.job,
                new CallPace(pacer, replay.ticker, new StartLimiter(1e9, replay.ticker)),
                new OutageDetector(Duration.ofMinutes(2), replay.ticker));
        var pool = new WorkerPool(Executors.newVirtualThreadPerTaskExecutor(), 8, unexpected -> {});
        var settings = new LogSettings(enabled, Duration.ofMinutes(2));
        return new ReplayLogs(
                new ReplayLogs.Gateways(replay.stepFunctions, scripted, settings),
                replay.job,
                TestReplay.MACHINE,
                calls,
                pool);
    }

    private static List<String> inputs() {
        return IntStream.range(0, COUNT).mapToObj(LoggedReadsTest::input).toList();
    }

    private static String input(int number) {
        return "{\"id\": " + number + "}";
    }

    private static ExecutionArn arn(int number) {
        return TestReplay.MACHINE.execution("o-" + number);
    }

    private static Instant startedAt(int number) {
        return FakeClock.NOON.minusSeconds(600 - number);
    }
}
