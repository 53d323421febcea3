package io.github.sfnreplay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator.GetByRoleOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// One browser and one demo for the tests of a class; whatever a page must not do fails the test that did it.
@TestInstance(Lifecycle.PER_CLASS)
abstract class DashboardTestBase {

    private final List<Dashboard> open = new ArrayList<>();
    private Chromium chromium;
    private Demo demo;
    private int attempts;

    @BeforeAll
    void start() {
        chromium = Chromium.launch();
        PlaywrightAssertions.setDefaultAssertionTimeout(Dashboard.PATIENCE_MILLIS);
        demo = Demo.start(settings());
    }

    /// What the demo is started with besides its own.
    String[] settings() {
        return new String[0];
    }

    @AfterAll
    void stop() {
        if (demo != null) {
            demo.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void closePages() {
        var complaints =
                open.stream().flatMap(page -> page.complaints().stream()).toList();
        open.forEach(Dashboard::close);
        open.clear();
        assertThat(complaints).isEmpty();
    }

    Demo demo() {
        return demo;
    }

    Dashboard dashboard() {
        return dashboard(demo.origin(), new NewContextOptions().setViewportSize(1280, 900));
    }

    Dashboard dashboard(String origin, NewContextOptions options) {
        var page = new Dashboard(chromium, origin, options);
        open.add(page);
        return page;
    }

    /// A source runs once for each attempt, so every replay of these tests has one of its own.
    int nextAttempt() {
        return ++attempts;
    }

    /// The form of a new replay, filled so that it can be planned.
    void fill(Dashboard page, String status, String rate, String reason) {
        page.button("New replay").click();
        page.field("State machine").fill(Demo.MACHINE);
        // by keyboard: what arrives meanwhile may move the box away from under a pointer
        page.checkbox(status).press("Space");
        assertThat(page.checkbox(status)).isChecked();
        page.field("Attempt").fill(String.valueOf(nextAttempt()));
        page.field("Starts per second").fill(rate);
        page.field("Reason").fill(reason);
    }

    /// A replay that runs, on its page.
    void run(Dashboard page, String status, String rate, String reason) {
        page.open("#/");
        fill(page, status, rate, reason);
        page.button("Plan").click();
        page.button("Run this plan").click();
        page.awaits(page.status(), "RUNNING");
    }

    void cancel(Dashboard page) {
        page.button("Cancel replay").click();
        page.dialog()
                .getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Cancel replay"))
                .click();
        page.awaits(page.status(), "CANCELLED");
    }
}
