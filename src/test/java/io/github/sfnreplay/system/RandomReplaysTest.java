package io.github.sfnreplay.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.Behaviour;
import io.github.sfnreplay.simulator.spec.FaultKind;
import io.github.sfnreplay.simulator.spec.FaultPlan;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.testing.service.PastExecutions;
import io.github.sfnreplay.testing.service.ReplayChecks;
import io.github.sfnreplay.testing.service.ReplayHandle;
import io.github.sfnreplay.testing.service.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// What always holds, whatever is asked for, whatever goes wrong, and whenever somebody steers.
class RandomReplaysTest {

    private static final List<String> RAN =
            List.of("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED", "RUNNING", "STARTED");

    private static final List<String> MODES = List.of("START_NEW", "START_NEW", "REDRIVE", "AUTO");
    private static final List<String> FOLLOWS = List.of("OUTCOME", "OUTPUT", "NONE");
    private static final List<String> LIMITS = List.of(
            "\"startsPerSecond\": 100",
            "\"startsPerSecond\": 60, \"maxConcurrency\": 3",
            "\"maxConcurrency\": 1",
            "\"canary\": 2",
            "\"startsPerSecond\": 80, \"toleratedFailurePercentage\": 20, \"minimumItemsForThreshold\": 3");
    private static final List<Double> FAULTS = List.of(0.0, 0.05, 0.2);
    private static final List<String> STEPS =
            List.of("wait", "look", "pause", "resume", "patch", "cancel", "stop", "confirm");

    /// @param seed of behaviour and faults
    record Story(int items, String mode, String follow, String limits, int seed, double faults, List<String> steps) {

        static Story of(long seed) {
            var random = new Random(seed);
            return new Story(
                    random.nextInt(15),
                    any(MODES, random),
                    any(FOLLOWS, random),
                    any(LIMITS, random),
                    random.nextInt(10_001),
                    any(FAULTS, random),
                    Stream.generate(() -> any(STEPS, random))
                            .limit(random.nextInt(9))
                            .toList());
        }

        private static <T> T any(List<T> values, Random random) {
            return values.get(random.nextInt(values.size()));
        }
    }

    /// 25 stories take half a minute and hold each mode, each way to follow and each limit several times.
    static LongStream seeds() {
        return LongStream.range(0, 25);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void countsNeverLieAndEachStartIsOneItem(long seed) {
        var story = Story.of(seed);
        var service = TestService.shared();
        var machine = service.machine();
        service.seed(
                machine, story.items(), i -> PastExecutions.failed(PastExecutions.name(i), "{\"id\": " + i + "}", i));
        service.simulator().behaviour(behaviour(story.seed()));
        service.simulator().listings(ListingFlaws.none().withLargestPage(5).withRepeatedEntries(story.seed() % 3));
        service.simulator().faults(faults(story));
        var run = service.replay(machine, request(story));
        var random = new Random(story.seed());
        story.steps().forEach(step -> take(step, run, random));
        var last = finished(run);
        service.simulator().faults(FaultPlan.none());
        assertEnd(story, service, run, last);
    }

    private static void assertEnd(Story story, TestService service, ReplayHandle run, JsonNode last) {
        var ledger = Stream.concat(
                        service.simulator().ledger().starts().stream(),
                        service.simulator().ledger().redrives().stream())
                .map(LedgerEntry::executionArn)
                .toList();
        assertThat(ledger).as("once each").doesNotHaveDuplicates();
        var claimed = new HashSet<String>();
        var open = new HashSet<String>();
        var items = run.items();
        for (var item : items) {
            var state = item.at("/state").asString();
            var arn = item.at("/replayExecutionArn").asString("");
            if (state.equals("UNCONFIRMED")) {
                open.add(arn);
            } else if (RAN.contains(state)
                    && !item.at("/adopted").asBoolean()
                    && !item.at("/startedAt").isMissingNode()) {
                claimed.add(arn);
            }
        }
        assertThat(claimed).as("started by %s", last).containsAll(without(ledger, open));
        assertThat(ledger).as("claimed by %s", last).containsAll(claimed);
        assertThat(last.at("/itemCounts/adopted").asInt())
                .as("own starts are not adopted")
                .isZero();
        assertThat(items).hasSize(last.at("/itemCounts/total").asInt());
        assertThat(run.now()).as("final means final").isEqualTo(last);
        assertThat(run.pause().status()).isEqualTo(409);
        assertThat(run.now()).isEqualTo(last);
        if (story.limits().contains("maxConcurrency") && !story.follow().equals("NONE")) {
            assertThat(service.simulator().openHighWaterMark()).isLessThanOrEqualTo(3);
        }
    }

    private static List<String> without(List<String> ledger, Set<String> open) {
        return ledger.stream().filter(arn -> !open.contains(arn)).toList();
    }

    /// Looks until it has ended; resumes what has paused by itself.
    private static JsonNode finished(ReplayHandle run) {
        return run.until(replay -> {
            var state = replay.at("/state").asString();
            if (state.equals("PAUSED")) {
                run.resume();
            }
            if (state.equals("PLANNED")) {
                run.confirm("{}");
            }
            return ReplayChecks.isFinal(state);
        });
    }

    private static void take(String step, ReplayHandle run, Random random) {
        var answer = switch (step) {
            case "pause" -> run.pause().status();
            case "resume" -> run.resume().status();
            case "cancel" -> run.cancel().status();
            case "stop" -> run.cancel("{\"stopRunning\": true}").status();
            case "confirm" -> run.confirm("{}").status();
            case "patch" ->
                run.patch("\"startsPerSecond\": " + (30 + random.nextInt(100))).status();
            default -> run.now().at("/version").isNumber() ? 200 : 500;
        };
        assertThat(answer).isIn(200, 202, 409);
        if (step.equals("wait")) {
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(150)).toNanos());
        }
    }

    private static String request(Story story) {
        var parts = new ArrayList<String>();
        parts.add("\"mode\": \"" + story.mode() + "\"");
        parts.add("\"follow\": \"" + story.follow() + "\"");
        parts.add("\"dryRun\": " + (story.seed() % 4 == 0));
        if (!story.mode().equals("REDRIVE") && story.seed() % 3 == 0) {
            parts.add("\"inputTransform\": \"$merge([$, {'n': id % 5 = 4 ? $number('x') : 1}])\"");
        }
        parts.add("\"limits\": {" + (story.follow().equals("NONE") ? "\"startsPerSecond\": 90" : story.limits()) + "}");
        return String.join(", ", parts);
    }

    private static Behaviour behaviour(int seed) {
        return run -> {
            var random = new Random(seed + run.name().hashCode());
            var end = switch (random.nextInt(6)) {
                case 0 -> Outcome.failed("Order.Broken", "it broke");
                case 1 -> Outcome.failed("Order.New", "new");
                case 2 -> Outcome.timedOut();
                default -> Outcome.succeeded("{}");
            };
            return end.after(Duration.ofMillis(random.nextInt(200)));
        };
    }

    private static FaultPlan faults(Story story) {
        var each = story.faults() / 4;
        return FaultPlan.seeded(story.seed())
                .with(FaultKind.CLOSE_AFTER, each)
                .with(FaultKind.CLOSE_BEFORE, each)
                .with(FaultKind.INTERNAL_FAILURE, each)
                .with(FaultKind.HALF_ANSWER, each);
    }
}
