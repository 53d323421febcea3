package io.github.sfnreplay.system.select;

import static io.github.sfnreplay.testing.service.ReplayClient.count;
import static io.github.sfnreplay.testing.service.ReplayClient.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.ListingOrder;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import io.github.sfnreplay.testing.service.ReplayClient;
import io.github.sfnreplay.testing.service.SeededMachine;
import io.github.sfnreplay.testing.service.SharedService;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What has to hold on endpoints that list in another order than AWS does: slower perhaps, never wrong.
abstract class OtherListingOrders {

    private final SharedService service;

    OtherListingOrders(SharedService service) {
        this.service = service;
    }

    static SharedService listing(ListingOrder order) {
        return SharedService.on(SimulatorOptions.defaults().withListingOrder(order));
    }

    @Test
    void findsWhatStartedInBounds() {
        var past = SeededMachine.of(service.simulator());
        FilterTest.overlapping(past, 300);
        service.simulator().listings(ListingFlaws.none().withLargestPage(20));

        var replay = run(past, "\"startedAfter\": \"" + past.ago(1_000) + "\"");

        assertThat(count(replay, "succeeded")).isEqualTo(90);
    }

    @Test
    void findsTheOneThatRanForDays() {
        var past = SeededMachine.of(service.simulator());
        for (var i = 0; i < 300; i++) {
            past.succeeded("short-" + i, 200 + i * 10L, 195 + i * 10L);
        }
        past.succeeded("long", 100_000, 150);
        service.simulator().listings(ListingFlaws.none().withLargestPage(20));

        run(past, "\"stoppedAfter\": \"" + past.ago(190) + "\"");

        assertThat(service.simulator().ledger().starts())
                .extracting(LedgerEntry::name)
                .containsExactly("long-replay-1");
    }

    @Test
    void findsAllWhenPagesAreTiny() {
        var past = SeededMachine.of(service.simulator());
        FilterTest.overlapping(past, 60);
        service.simulator().listings(ListingFlaws.none().withLargestPage(1));

        var replay = run(past, "\"stoppedAfter\": \"" + past.ago(300) + "\"");

        assertThat(count(replay, "succeeded")).isEqualTo(21);
    }

    @Test
    void followsAllToTheirEndsAndAdoptsThemAfterwards() {
        var past = SeededMachine.of(service.simulator()).succeeded(300);
        service.simulator().listings(ListingFlaws.none().withLargestPage(50));
        service.simulator().behaviour(run -> Outcome.succeeded("1").after(Duration.ofMillis(400)));

        var accepted = service.client().create(past.request());
        var replay = service.client().end(id(accepted));
        var again = service.client().run(ReplayClient.resolved(accepted));

        assertThat(count(replay, "succeeded")).isEqualTo(300);
        assertThat(count(again, "adopted")).isEqualTo(300);
        assertThat(count(again, "succeeded")).isEqualTo(300);
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(300);
    }

    private JsonNode run(SeededMachine past, String bounds) {
        return service.client().run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"], " + bounds + "}"));
    }
}
