package io.github.sfnreplay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every view for eyes, ears, keyboards and small screens: light and dark, wide and narrow.
class AccessibilityTest extends DashboardTestBase {

    /// Small phones are 360 points wide.
    private static final int PHONE = 360;

    private static final String FOCUSED_NAME = """
            (() => { const at = document.activeElement;
              return (at.labels?.[0]?.textContent ?? at.getAttribute('aria-label') ?? at.textContent).trim(); })()""";

    private static final String FOCUS_IS_VISIBLE = """
            (() => { const style = getComputedStyle(document.activeElement);
              return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; })()""";

    /// Without motion, since a colour that is on its way to another has no contrast that could be judged.
    @ParameterizedTest
    @CsvSource({"LIGHT, 1280", "DARK, 1280", "LIGHT, 360", "DARK, 360"})
    void hasNoSeriousViolationInAnyView(ColorScheme scheme, int width) {
        var page = dashboard(
                demo().origin(),
                new NewContextOptions()
                        .setColorScheme(scheme)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(width, 800));
        page.open("#/").expectsRefusal(400, "/replays");
        isAccessible(page, "list");
        fill(page, "ABORTED", "2", "For everybody");
        page.field("State machine").click();
        isAccessible(page, "form");
        page.page().keyboard().press("Escape");
        page.field("Starts per second").fill("fast");
        page.button("Plan").click();
        page.awaits(page.alerts());
        isAccessible(page, "form with errors");
        page.field("Starts per second").fill("2");
        page.button("Plan").click();
        page.awaits(page.button("Run this plan"));
        isAccessible(page, "plan");
        page.button("Run this plan").click();
        page.awaits(page.status(), "RUNNING");
        page.awaits(page.page().locator(".plot canvas"));
        isAccessible(page, "replay that runs");
        page.button("Cancel replay").click();
        isAccessible(page, "dialog");
        page.page().keyboard().press("Escape");
        cancel(page);
        isAccessible(page, "replay that has ended");
    }

    private static void isAccessible(Dashboard page, String view) {
        var found = new AxeBuilder(page.page())
                .analyze().getViolations().stream()
                        .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
                        .map(AccessibilityTest::text)
                        .toList();
        assertThat(found).as(view).isEmpty();
        assertThat(page.page().evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("width that does not fit in: " + view)
                .isEqualTo(0);
    }

    private static String text(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }

    @Test
    void canBeUsedWithTheKeyboardAlone() {
        var page = dashboard().open("#/");
        tabTo(page, "New replay");
        press(page, "Enter");
        assertThat(page.field("State machine")).isVisible();
        tabTo(page, "State machine");
        page.page().keyboard().insertText(Demo.MACHINE);
        tabTo(page, "FAILED");
        press(page, "Space");
        tabTo(page, "Attempt");
        page.page().keyboard().insertText(String.valueOf(nextAttempt()));
        tabTo(page, "Starts per second");
        page.page().keyboard().insertText("2");
        tabTo(page, "Plan");
        press(page, "Enter");
        page.awaits(page.button("Run this plan"));
        tabTo(page, "Run this plan");
        press(page, "Enter");
        page.awaits(page.status(), "RUNNING");
        tabTo(page, "Cancel replay");
        press(page, "Enter");
        assertThat(page.dialog()).isVisible();
        tabTo(page, "Cancel replay");
        press(page, "Enter");
        page.awaits(page.status(), "CANCELLED");
    }

    /// Goes on with Tab until the thing with that name has the focus, and sees that one can see it.
    private static void tabTo(Dashboard page, String name) {
        for (var presses = 0; presses < 120; presses++) {
            press(page, "Tab");
            if (name.equals(page.page().evaluate(FOCUSED_NAME))) {
                assertThat(page.page().evaluate(FOCUS_IS_VISIBLE))
                        .as("focus on " + name)
                        .isEqualTo(true);
                return;
            }
        }
        throw new AssertionError("Tab does not lead to: " + name);
    }

    private static void press(Dashboard page, String key) {
        page.page().keyboard().press(key);
    }

    @Test
    void choosesAMachineWithTheArrowKeys() {
        var page = dashboard().open("#/new");
        page.field("State machine").fill("Test");
        for (var key : List.of("ArrowDown", "Enter")) {
            press(page, key);
        }
        assertThat(page.field("State machine")).hasValue(Pattern.compile("^arn:.*:stateMachine:Test.*"));
    }

    @Test
    void groupsNumbersAndShowsUtcOnHover() {
        var page = dashboard(
                demo().origin(),
                new NewContextOptions().setTimezoneId("Asia/Tokyo").setViewportSize(PHONE, 800));
        page.open("#/");
        fill(page, "SUCCEEDED", "50", "Many");
        page.button("Plan").click();

        assertThat(page.page().getByText("2\u202f200 executions will start again"))
                .isVisible();
        var time = page.page().locator("time").first();
        assertThat(time.getAttribute("title")).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC");
        var utcHour = Integer.parseInt(time.getAttribute("title").substring(11, 13));
        assertThat(time.textContent()).contains(String.format("%02d:", (utcHour + 9) % 24));
    }
}
