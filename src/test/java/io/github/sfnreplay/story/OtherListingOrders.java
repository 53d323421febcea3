package io.github.sfnreplay.story;

import static io.github.sfnreplay.story.Replays.count;
import static io.github.sfnreplay.story.Replays.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sfnreplay.simulator.account.LedgerEntry;
import io.github.sfnreplay.simulator.spec.ListingFlaws;
import io.github.sfnreplay.simulator.spec.ListingOrder;
import io.github.sfnreplay.simulator.spec.Outcome;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What has to hold on endpoints that list in another order than AWS does: slower perhaps, never wrong.
abstract class OtherListingOrders {

    private final Service service;

    OtherListingOrders(Service service) {
        this.service = service;
    }

    static Service listing(ListingOrder order) {
        return Service.on(SimulatorOptions.defaults().withListingOrder(order));
    }

    @Test
    void findsWhatStartedInBounds() {
        var past = Past.of(service.simulator());
        FilterTest.overlapping(past, 300);
        service.simulator().listings(ListingFlaws.none().withLargestPage(20));

        var replay = run(past, "\"startedAfter\": \"" + past.ago(1_000) + "\"");

        assertThat(count(replay, "succeeded")).isEqualTo(90);
    }

    @Test
    void findsTheOneThatRanForDays() {
        var past = Past.of(service.simulator());
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
        var past = Past.of(service.simulator());
        FilterTest.overlapping(past, 60);
        service.simulator().listings(ListingFlaws.none().withLargestPage(1));

        var replay = run(past, "\"stoppedAfter\": \"" + past.ago(300) + "\"");

        assertThat(count(replay, "succeeded")).isEqualTo(21);
    }

    @Test
    void followsAllToTheirEndsAndAdoptsThemAfterwards() {
        var past = Past.of(service.simulator()).succeeded(300);
        service.simulator().listings(ListingFlaws.none().withLargestPage(50));
        service.simulator().behaviour(run -> Outcome.succeeded("1").after(Duration.ofMillis(400)));

        var accepted = service.replays().accepted(past.request());
        var replay = service.replays().end(id(accepted));
        var again = service.replays().run(service.replays().resolved(accepted));

        assertThat(count(replay, "succeeded")).isEqualTo(300);
        assertThat(count(again, "adopted")).isEqualTo(300);
        assertThat(count(again, "succeeded")).isEqualTo(300);
        assertThat(service.simulator().ledger().acceptedStarts()).isEqualTo(300);
    }

    private JsonNode run(Past past, String bounds) {
        return service.replays().run(past.request("\"filter\": {\"statuses\": [\"SUCCEEDED\"], " + bounds + "}"));
    }
}
