package io.github.sfnreplay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the API refuses is said where it can be set right.
class RefusalsOnThePageTest extends DashboardTestBase {

    @Test
    void showsEveryErrorAtItsField() {
        var page = dashboard().open("#/new").expectsRefusal(400, "/replays");
        page.field("State machine").fill("TestStateMachine");
        page.field("Starts per second").fill("fast");
        page.field("Max concurrency").fill("0");
        page.field("Input transform").fill("$merge([");
        page.button("Plan").click();

        for (var label : List.of("State machine", "Starts per second", "Max concurrency", "Input transform")) {
            assertThat(page.field(label)).hasAttribute("aria-invalid", "true");
            assertThat(page.page()
                            .locator("#"
                                    + page.field(label)
                                            .getAttribute("aria-describedby")
                                            .split(" ", 2)[0]))
                    .hasRole(AriaRole.ALERT);
        }
        assertThat(page.page().locator("#statuses-error")).hasRole(AriaRole.ALERT);
        assertThat(page.field("State machine")).isFocused();
        assertThat(page.page().url()).endsWith("#/new");
    }

    @Test
    void dropsAnErrorWhenItsFieldIsEdited() {
        var page = dashboard().open("#/new").expectsRefusal(400, "/replays");
        page.field("State machine").fill(Demo.MACHINE);
        page.checkbox("FAILED").check();
        page.field("Starts per second").fill("-1");
        page.button("Plan").click();
        assertThat(page.field("Starts per second")).hasAttribute("aria-invalid", "true");

        page.field("Starts per second").fill("5");

        assertThat(page.field("Starts per second")).not().hasAttribute("aria-invalid", "true");
        page.button("Plan").click();
        page.awaits(page.status(), "PLANNED");
    }

    @Test
    void saysAtTheFieldThatAMachineIsUnknown() {
        var page = dashboard()
                .open("#/new")
                .expectsRefusal(422, "/state-machines/versions\\?stateMachineArn=.*Nowhere")
                .expectsRefusal(422, "/replays");
        page.field("State machine").fill(Demo.MACHINE + "Nowhere");
        page.checkbox("FAILED").check();
        page.button("Plan").click();

        assertThat(page.field("State machine")).hasAttribute("aria-invalid", "true");
    }

    @Test
    void leadsFromAConflictToTheReplayThatRuns() {
        var running = demo().create("The other one", nextAttempt(), false);
        var page = dashboard().open("#/").expectsRefusal(409, "/replays/[^/]+/confirm");
        fill(page, "FAILED", "5", "Mine");
        page.button("Plan").click();
        page.button("Run this plan").click();
        assertThat(page.alerts()).containsText("Another replay runs on this state machine");

        page.link("Open the replay that runs").click();

        page.awaits(page.status(), "RUNNING");
        assertThat(page.replayId()).isEqualTo(running);
        cancel(page);
    }

    @Test
    void saysThatSomebodyElseHasChangedTheLimits() {
        var page = dashboard().expectsRefusal(412, "/replays/[^/]+");
        run(page, "SUCCEEDED", "2", "Ours");
        var id = page.replayId();
        page.button("Pause").click();
        page.awaits(page.status(), "PAUSED");
        page.field("Starts per second").fill("9");
        page.page().route("**/replays/" + id, route -> {
            if (route.request().method().equals("GET")) {
                demo().patch(id, "{\"startsPerSecond\": 3}");
            }
            route.resume();
        });
        page.button("Apply").click();

        assertThat(page.alerts()).containsText("Somebody else has changed it meanwhile");
        assertThat(demo().get("/replays/" + id)
                        .at("/limits/effective/startsPerSecond")
                        .asDouble())
                .isEqualTo(3);
        page.page().unrouteAll();
        cancel(page);
    }

    @Test
    void showsARefusedLimitAtItsField() {
        var page = dashboard().expectsRefusal(400, "/replays/[^/]+");
        run(page, "SUCCEEDED", "2", "Limits");
        page.field("Starts per second").fill("0");
        page.button("Apply").click();

        assertThat(page.field("Starts per second")).hasAttribute("aria-invalid", "true");
        page.awaits(page.alerts());
        cancel(page);
    }

    @Test
    void saysWhatWentWrongWithAReplay() {
        var page = dashboard().open("#/");
        fill(page, "SUCCEEDED", "5", "Too many");
        page.field("Most items").fill("10");
        page.button("Plan").click();

        page.awaits(page.status(), "FAILED");
        assertThat(page.alerts()).containsText("maxItems");
        assertThat(page.button("Use as template")).isVisible();
    }

    @Test
    void explainsAnUnknownReplay() {
        var path = "/replays/00000000-0000-7000-8000-000000000000";
        var page = dashboard().expectsRefusal(404, path + "(/events)?").open("#" + path);

        page.awaits(page.alerts());
        assertThat(page.link("All replays")).hasAttribute("href", "#/");
    }
}
