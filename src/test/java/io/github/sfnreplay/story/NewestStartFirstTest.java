package io.github.sfnreplay.story;

import io.github.sfnreplay.simulator.spec.ListingOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An endpoint that lists newest first, but by start date.
class NewestStartFirstTest extends OtherListingOrders {

    @RegisterExtension
    static final Service service = listing(ListingOrder.NEWEST_START_FIRST);

    NewestStartFirstTest() {
        super(service);
    }
}
