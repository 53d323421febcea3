package io.github.sfnreplay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// The dashboard in a browser, as somebody finds things on it: by role and accessible name. It notes whatever a page
/// must not do: leave its origin, break its policy, or report an error.
final class Dashboard implements AutoCloseable {

    /// Planning the demo's 2,500 executions takes a few seconds, a busy build server more.
    static final double PATIENCE_MILLIS = 60_000;

    /// Reports a broken policy on the console, where it is noted.
    private static final String TELL_VIOLATIONS = """
            addEventListener('securitypolicyviolation', (event) =>
                console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))""";

    /// What Chromium itself says of every answer above 399, and of a connection that breaks: both are tested for.
    private static final String OF_AN_ANSWER = "Failed to load resource";

    private final String origin;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Dashboard(Chromium chromium, String origin, NewContextOptions options) {
        this.origin = origin;
        this.context = chromium.browser().newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.addInitScript(TELL_VIOLATIONS);
        context.onRequest(request -> note(!mayAsk(request.url()), "left its origin: " + request.url()));
        context.onConsoleMessage(message -> note(isError(message), "console: " + message.text()));
        context.onWebError(error -> note(true, "error: " + error.error()));
        context.onDialog(dialog -> {
            note(true, "dialog of the browser: " + dialog.message());
            dialog.dismiss();
        });
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
    }

    private boolean mayAsk(String url) {
        return url.startsWith(origin + "/") || url.startsWith("data:") || url.startsWith("about:");
    }

    private static boolean isError(ConsoleMessage message) {
        return message.type().equals("error") && !message.text().startsWith(OF_AN_ANSWER);
    }

    private void note(boolean wrong, String complaint) {
        if (wrong) {
            complaints.add(complaint);
        }
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    Page page() {
        return page;
    }

    /// Shows the view at an address like `#/new`.
    Dashboard open(String hash) {
        page.navigate(origin + "/" + hash);
        assertThat(page.locator("h1")).isVisible();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    Locator field(String label) {
        return page.getByLabel(label, new GetByLabelOptions().setExact(true));
    }

    Locator checkbox(String name) {
        return page.getByRole(
                AriaRole.CHECKBOX, new GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new GetByRoleOptions().setName(name).setExact(true));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator alerts() {
        return page.getByRole(AriaRole.ALERT);
    }

    Locator status() {
        return page.getByRole(AriaRole.STATUS);
    }

    Locator progress() {
        return page.getByRole(AriaRole.PROGRESSBAR);
    }

    void awaits(Locator locator, String text) {
        assertThat(locator).containsText(text);
    }

    void awaits(Locator locator, Pattern text) {
        assertThat(locator).containsText(text);
    }

    /// Waits until a thing is there.
    void awaits(Locator locator) {
        locator.first().waitFor();
    }

    /// The id of the replay that is shown.
    String replayId() {
        page.waitForURL(Pattern.compile("#/replays/[^/?]+$"));
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    @Override
    public void close() {
        context.close();
    }
}
