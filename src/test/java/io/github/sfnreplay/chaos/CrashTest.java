package io.github.sfnreplay.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import io.github.sfnreplay.simulator.spec.Latency;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.PastExecution;
import io.github.sfnreplay.testing.service.ReplayChecks;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Kills the service at random moments of a replay, starts it again, and sends the resolved request again, while
/// others' executions go on ending on the same machine.
class CrashTest {

    private static final int SIZE = 120;
    private static final int FOREIGN = 40;
    private static final int KILLS_OF_ONE = 7;
    private static final Duration LONGEST_LIFE = Duration.ofMillis(1_200);

    private final Random random = new Random(Long.getLong("chaos.seed", 1));
    private int kills;
    private int starts;

    @Test
    void aKilledReplayGoesOnWhereItWas() throws Exception {
        survive(5);
    }

    /// `-Dchaos.kills=…` tells how often.
    @Test
    @Tag("chaos")
    void aReplayThatIsKilledAgainAndAgainGoesOnWhereItWas() throws Exception {
        survive(Integer.getInteger("chaos.kills", 50));
    }

    private void survive(int wanted) throws IOException, InterruptedException {
        var began = System.nanoTime();
        try (var simulator = Simulator.start()) {
            simulator.latency(Latency.fixed(Duration.ofMillis(5)));
            simulator.behaviour(run -> Outcome.succeeded(run.input())
                    .after(Duration.ofMillis(Math.floorMod(run.name().hashCode(), 1_500))));
            while (kills < wanted) {
                replay(SeededMachine.of(simulator).succeeded(SIZE), Math.min(KILLS_OF_ONE, wanted - kills));
            }
        }
        System.out.printf(
                "crash: %d kills survived in %d s, %d starts, each once%n",
                kills, Duration.ofNanos(System.nanoTime() - began).toSeconds(), starts);
    }

    /// Replays all of a stock, through so many kills at most.
    private void replay(SeededMachine stock, int atMost) throws IOException, InterruptedException {
        for (var i = 0; i < FOREIGN; i++) {
            stock.simulator.seed(
                    stock.machine,
                    PastExecution.running("foreign-" + i, "{}", Instant.now().minusSeconds(300)));
        }
        var request = stock.requestWith(", \"limits\": {\"startsPerSecond\": 40}");
        var before = kills;
        while (true) {
            try (var service = ServiceProcess.start(stock.simulator)) {
                var accepted = service.client().create(request);
                request = ReplayClient.resolved(accepted);
                var id = ReplayClient.id(accepted);
                live(stock, Duration.ofMillis(random.nextInt((int) LONGEST_LIFE.toMillis())));
                if (kills - before == atMost
                        || ReplayChecks.isFinal(service.client().replay(id))) {
                    assertEnd(stock, service.client(), id);
                    return;
                }
                service.kill();
                kills++;
            }
        }
    }

    /// Lets time pass, in which others' executions end.
    private void live(SeededMachine stock, Duration time) {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            var foreign = stock.execution("foreign-" + random.nextInt(FOREIGN));
            if (stock.simulator.execution(foreign).status() == ExecutionStatus.RUNNING) {
                stock.simulator.finish(foreign, Outcome.succeeded("{}"));
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void assertEnd(SeededMachine stock, ReplayClient client, String id) {
        var replay = client.end(id);
        assertThat(ReplayClient.state(replay)).as("%s", replay).isEqualTo("SUCCEEDED");
        assertThat(ReplayClient.count(replay, "total")).isEqualTo(SIZE);
        assertThat(ReplayClient.count(replay, "succeeded")).isEqualTo(SIZE);
        stock.assertAllStartedOnce(SIZE);
        starts += stock.started();
    }
}
