package io.github.sfnreplay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// From the form to the end of a replay, and everything by which one steers it.
class RunningOnThePageTest extends DashboardTestBase {

    @Test
    void plansChangesPlansAgainRunsAndWatchesToTheEnd() {
        var page = dashboard().open("#/");
        fill(page, "FAILED", "100", "First thought");
        page.button("Plan").click();
        page.awaits(page.status(), "PLANNED");
        assertThat(page.page().getByText("200 executions will start again, at most 100 a second"))
                .isVisible();

        page.button("Change").click();
        assertThat(page.field("Reason")).hasValue("First thought");
        assertThat(page.checkbox("FAILED")).isChecked();
        page.checkbox("TIMED_OUT").check();
        page.field("Reason").fill("Second thought");
        page.button("Plan").click();
        assertThat(page.page().getByText("260 executions will start again")).isVisible();

        page.button("Run this plan").click();
        page.awaits(page.status(), Pattern.compile("SUCCEEDED"));
        assertThat(page.progress()).hasAttribute("aria-valuenow", "100");
        assertThat(page.page().getByText("failed before, succeeds now")).isVisible();
        assertThat(demo().get("/replays/" + page.replayId())
                        .at("/itemCounts/total")
                        .asInt())
                .isEqualTo(260);
    }

    @Test
    void pausesChangesTheRateAndResumes() {
        var page = dashboard().mayBeRefused(412, "/replays/[^/]+");
        run(page, "SUCCEEDED", "5", "Too fast");
        var id = page.replayId();
        page.button("Pause").click();
        page.awaits(page.status(), "PAUSED");

        page.field("Starts per second").fill("3");
        page.field("Max concurrency").fill("7");
        page.button("Apply").click();
        assertThat(page.page().getByText("Now 3 starts a second, 7 at a time.")).isVisible();
        assertThat(demo().get("/replays/" + id)
                        .at("/request/limits/startsPerSecond")
                        .asDouble())
                .isEqualTo(3);

        page.button("Resume").click();
        page.awaits(page.status(), "RUNNING");
        page.field("Starts per second").fill("4");
        page.button("Apply").click();
        assertThat(page.page().getByText("Now 4 starts a second, 7 at a time.")).isVisible();
        cancel(page);
    }

    @Test
    void cancelsAndLetsWhatRunsGoOn() {
        var page = dashboard();
        run(page, "SUCCEEDED", "20", "Not these");
        page.awaits(running(page));

        cancel(page);

        var counts = demo().get("/replays/" + page.replayId()).at("/itemCounts");
        assertThat(counts.at("/started").asInt()).isPositive();
        assertThat(counts.at("/aborted").asInt()).isZero();
        assertThat(counts.at("/cancelled").asInt()).isPositive();
    }

    @Test
    void cancelsAndStopsWhatRuns() {
        var page = dashboard();
        run(page, "SUCCEEDED", "20", "Stop them all");
        page.awaits(running(page));

        page.button("Cancel replay").click();
        page.field("Stop them").check();
        page.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel replay"))
                .click();
        page.awaits(page.status(), "CANCELLED");

        assertThat(demo().get("/replays/" + page.replayId())
                        .at("/itemCounts/aborted")
                        .asInt())
                .isPositive();
    }

    @Test
    void goesOnWhenOneThinksBetterOfCancelling() {
        var page = dashboard();
        run(page, "SUCCEEDED", "2", "Keep going");
        page.button("Cancel replay").click();
        page.button("Let it go on").click();
        assertThat(page.dialog()).isHidden();
        page.awaits(page.status(), "RUNNING");

        page.button("Cancel replay").click();
        page.page().keyboard().press("Escape");
        assertThat(page.dialog()).isHidden();
        page.awaits(page.status(), "RUNNING");
        cancel(page);
    }

    @Test
    void pausesAllFromTheList() {
        var page = dashboard();
        run(page, "SUCCEEDED", "2", "Night shift");
        page.open("#/");
        page.button("Pause all").click();
        assertThat(page.page().getByText("1\u00a0replay paused.")).isVisible();
        page.link("Night shift").click();
        page.awaits(page.status(), "PAUSED");
        cancel(page);
    }

    @Test
    void retriesWhatHasFailed() {
        var page = dashboard();
        run(page, "FAILED", "100", "Once");
        page.awaits(page.status(), "PARTIALLY_SUCCEEDED");
        var first = page.replayId();
        page.button("Retry failed").click();
        page.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Retry failed"))
                .click();
        assertThat(page.link("The replay before")).hasAttribute("href", "#/replays/" + first);
        page.awaits(page.status(), Pattern.compile("SUCCEEDED|FAILED"));
    }

    @Test
    void usesAReplayAsTemplate() {
        var page = dashboard();
        run(page, "ABORTED", "50", "Pattern");
        page.awaits(page.status(), Pattern.compile("SUCCEEDED|FAILED"));
        page.button("Use as template").click();
        assertThat(page.field("Reason")).hasValue("Pattern");
        assertThat(page.field("Starts per second")).hasValue("50");
        assertThat(page.checkbox("ABORTED")).isChecked();
        assertThat(page.checkbox("FAILED")).not().isChecked();
    }

    @Test
    void narrowsAPlanToTheTickedItems() {
        var page = dashboard().open("#/");
        fill(page, "ABORTED", "50", "A few of them");
        page.button("Plan").click();
        page.awaits(page.button("Run this plan"));
        var ticks = page.page().getByRole(AriaRole.CHECKBOX);
        ticks.nth(0).check();
        ticks.nth(2).check();
        page.button("Narrow to 2\u00a0ticked items").click();
        assertThat(page.field("Execution ARNs")).hasValue(Pattern.compile("^arn:\\S+\\narn:\\S+$"));
        page.button("Plan").click();
        assertThat(page.page().getByText("2 executions will start again")).isVisible();
    }

    private static Locator running(Dashboard page) {
        return page.page()
                .getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*[1-9].*running")));
    }
}
