package io.github.sfnreplay.story;

import io.github.sfnreplay.simulator.spec.ListingOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An endpoint that lists oldest first.
class OldestStartFirstTest extends OtherListingOrders {

    @RegisterExtension
    static final Service service = listing(ListingOrder.OLDEST_START_FIRST);

    OldestStartFirstTest() {
        super(service);
    }
}
