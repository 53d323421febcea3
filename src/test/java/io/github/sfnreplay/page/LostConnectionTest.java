package io.github.sfnreplay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import io.github.sfnreplay.testing.service.Relay;
import org.junit.jupiter.api.Test;

/// While the service cannot be reached the page says so, keeps what it has seen, and goes on by itself.
class LostConnectionTest extends DashboardTestBase {

    @Test
    void goesOnWithAReplayWhenTheServiceIsBack() {
        var id = demo().create("Through a bad line", nextAttempt(), false);
        try (var relay = new Relay(demo().port())) {
            var page = dashboard(relay.origin(), new NewContextOptions()).open("#/replays/" + id);
            page.awaits(page.status(), "RUNNING");

            page.mayLoseItsConnection();
            relay.goAway();
            page.awaits(page.alerts(), "Connection lost");
            assertThat(page.status()).containsText("RUNNING");
            demo().post("/replays/" + id + "/cancel", "{}");

            relay.comeBack();
            page.awaits(page.status(), "CANCELLED");
            assertThat(page.alerts()).hasCount(0);
        }
    }

    @Test
    void goesOnWithTheListWhenTheServiceIsBack() {
        demo().create("Only planned", nextAttempt(), true);
        try (var relay = new Relay(demo().port())) {
            var page = dashboard(relay.origin(), new NewContextOptions()).open("#/");
            page.awaits(page.link("Only planned"));

            page.mayLoseItsConnection();
            relay.goAway();
            page.awaits(page.alerts(), "Connection lost");
            assertThat(page.link("Only planned")).isVisible();

            relay.comeBack();
            assertThat(page.alerts()).hasCount(0);
        }
    }

    @Test
    void keepsTheFormWhenItCannotBeSent() {
        try (var relay = new Relay(demo().port())) {
            var page = dashboard(relay.origin(), new NewContextOptions()).open("#/");
            fill(page, "FAILED", "5", "Written with care");

            page.mayLoseItsConnection();
            relay.goAway();
            page.button("Plan").click();
            page.awaits(page.alerts(), "The service cannot be reached");

            relay.comeBack();
            page.button("Plan").click();
            page.awaits(page.status(), "PLANNED");
            assertThat(page.page().getByText("Written with care").first()).isVisible();
        }
    }
}
