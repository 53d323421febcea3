package io.github.sfnreplay.system;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StepFunctions;
import io.github.sfnreplay.testing.service.ReplayHandle;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.TestService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An `Error` in a read, as when there is no memory left for the answer, ends exactly the replay that it hits.
class ErrorInAReadTest {

    private static final Set<String> READS = Set.of("describeExecution", "firstEventInput", "lastEvent");
    private static final String SUCCEEDED = "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}";
    private static final int SIZE = 40;

    /// The execution whose reads die.
    private static final AtomicReference<String> deadly = new AtomicReference<>("");

    /// Two places, so that one that is not given back keeps the next replay from beginning.
    private static final TestService service = TestService.unpaced(ErrorInAReadTest::dying, "sfn-replay.max-running=2");

    @AfterAll
    static void close() {
        service.close();
    }

    /// When the read is made, and of what.
    @SuppressWarnings("ImmutableEnumChecker") // an outcome of one kind never changes
    enum Moment {
        PLANNING(
                "order-20",
                "\"filter\": {\"statuses\": [\"SUCCEEDED\"], \"inputMatches\": \"$exists(id)\"}",
                Outcome.succeeded("{}")),
        STARTING("order-20", SUCCEEDED, Outcome.succeeded("{}")),
        JUDGING("order-20-replay-1", SUCCEEDED, Outcome.failed("Order.Broken", "no"));

        private final String execution;
        private final String request;
        private final Outcome outcome;

        Moment(String execution, String request, Outcome outcome) {
            this.execution = execution;
            this.request = request;
            this.outcome = outcome;
        }
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void endsExactlyThatReplay(Moment moment) {
        var hit = SeededMachine.of(service.simulator()).succeeded(SIZE);
        var beside = SeededMachine.of(service.simulator()).succeeded(3);
        service.simulator()
                .behaviour(run -> run.machineArn().equals(beside.machine) ? Outcome.endless() : moment.outcome);
        var other = replay(beside.requestWith(", \"limits\": {\"maxConcurrency\": 1}"));
        other.until(replay -> count(replay, "running") == 1);

        deadly.set(hit.execution(moment.execution));
        var failed = replay(hit.request(moment.request)).ended();
        deadly.set("");

        assertThat(failed.at("/state").asString()).isEqualTo("FAILED");
        assertThat(failed.at("/error/type").asString()).isEqualTo("/problems/internal-error");
        var again = replay(hit.request()).ended();
        assertThat(again.at("/error").isMissingNode()).as("%s", again).isTrue();
        assertThat(count(again, "total")).isEqualTo(SIZE);
        hit.assertAllStartedOnce(SIZE);

        assertThat(other.state()).isEqualTo("RUNNING");
        for (var i = 0; i < 3; i++) {
            var started = i + 1;
            await().until(() -> beside.started() == started);
            service.simulator().finish(beside.execution("order-" + i + "-replay-1"), Outcome.succeeded("{}"));
        }
        assertThat(other.ended().at("/state").asString()).isEqualTo("SUCCEEDED");
    }

    private static ReplayHandle replay(String request) {
        return new ReplayHandle(service, id(service.client().create(request)));
    }

    private static StepFunctions dying(StepFunctions gateway) {
        return (StepFunctions) Proxy.newProxyInstance(
                StepFunctions.class.getClassLoader(),
                new Class<?>[] {StepFunctions.class},
                (proxy, method, arguments) -> {
                    if (READS.contains(method.getName())
                            && arguments[0] instanceof ExecutionArn arn
                            && arn.toString().equals(deadly.get())) {
                        throw new OutOfMemoryError("as the test says");
                    }
                    try {
                        return method.invoke(gateway, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
