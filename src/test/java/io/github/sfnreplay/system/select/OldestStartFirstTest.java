package io.github.sfnreplay.system.select;

import io.github.sfnreplay.simulator.spec.ListingOrder;
import io.github.sfnreplay.testing.service.SharedService;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An endpoint that lists oldest first.
class OldestStartFirstTest extends OtherListingOrders {

    @RegisterExtension
    static final SharedService service = listing(ListingOrder.OLDEST_START_FIRST);

    OldestStartFirstTest() {
        super(service);
    }
}
