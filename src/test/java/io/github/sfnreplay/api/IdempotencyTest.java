package io.github.sfnreplay.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.replay.Fault;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@ApiTest
class IdempotencyTest {

    private static final String OTHER = Api.SMALLEST.replace("SUCCEEDED", "FAILED");

    @Autowired
    private Api api;

    @Autowired
    private FakeEngine engine;

    @BeforeEach
    void clear() {
        api.clear();
    }

    @Test
    void leadsTheSameRequestToTheSameReplay() {
        var first = api.create("key-1", Api.SMALLEST);
        var second = api.create("key-1", Api.SMALLEST.replace(" ", "\n"));

        assertThat(second).hasStatus(202);
        assertThat(Api.idOf(second)).isEqualTo(Api.idOf(first));
    }

    @Test
    void refusesTheKeyForAnotherRequest() {
        api.create("key-2", Api.SMALLEST);

        assertThat(api.create("key-2", OTHER))
                .hasStatus(422)
                .bodyJson()
                .extractingPath("$.type")
                .isEqualTo("/problems/idempotency-key-reused");
    }

    @Test
    void createsOneReplayWhenManyArriveAtOnce() throws Exception {
        var together = new CyclicBarrier(8);
        Callable<MvcTestResult> request = () -> {
            together.await();
            return api.create("key-3", Api.SMALLEST);
        };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(
                    IntStream.range(0, 8).mapToObj(index -> request).toList());

            assertThat(answers)
                    .extracting(answer -> Api.idOf(answer.get()))
                    .hasSize(8)
                    .containsOnly(Api.idOf(answers.getFirst().get()));
        }
    }

    @Test
    void forgetsTheKeyWhenTheCreationFailed() {
        engine.refuse(Fault.Kind.STATE_MACHINE_NOT_FOUND);

        assertThat(api.create("key-4", Api.SMALLEST)).hasStatus(422);
        assertThat(api.create("key-4", OTHER)).hasStatus(202);
    }

    @Test
    void forgetsTheKeyWhenItsReplayIsGone() {
        var id = Api.idOf(api.create("key-5", Api.SMALLEST));
        api.clear();

        var again = api.create("key-5", OTHER);

        assertThat(again).hasStatus(202);
        assertThat(Api.idOf(again)).isNotEqualTo(id);
    }
}
