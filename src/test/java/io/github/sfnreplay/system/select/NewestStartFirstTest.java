package io.github.sfnreplay.system.select;

import io.github.sfnreplay.simulator.spec.ListingOrder;
import io.github.sfnreplay.testing.service.SharedService;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An endpoint that lists newest first, but by start date.
class NewestStartFirstTest extends OtherListingOrders {

    @RegisterExtension
    static final SharedService service = listing(ListingOrder.NEWEST_START_FIRST);

    NewestStartFirstTest() {
        super(service);
    }
}
