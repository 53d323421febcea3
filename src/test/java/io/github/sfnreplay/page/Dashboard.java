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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The dashboard in a browser, as somebody finds things on it: by role and accessible name. It notes whatever a page
/// must not do: leave its origin, break its policy, or report an error.
final class Dashboard implements AutoCloseable {

    /// Planning the demo's 2,500 executions takes a few seconds, a busy build server more.
    static final double PATIENCE_MILLIS = 60_000;

    /// Reports a broken policy on the console, where it is noted.
    private static final String TELL_VIOLATIONS = """
            addEventListener('securitypolicyviolation', (event) =>
                console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))""";

    /// What Chromium itself says of every answer above 399, and of a connection that breaks.
    private static final Pattern OF_AN_ANSWER =
            Pattern.compile("Failed to load resource: .*(?:a status of (\\d+).*|net::ERR_\\w+)");

    private final String origin;
    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> refusals = new CopyOnWriteArrayList<>();
    private final List<Pattern> expected = new CopyOnWriteArrayList<>();
    private final List<Pattern> allowed = new CopyOnWriteArrayList<>();
    private volatile boolean mayLoseItsConnection;

    Dashboard(Chromium chromium, String origin, NewContextOptions options) {
        this.origin = origin;
        this.context = chromium.browser().newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.addInitScript(TELL_VIOLATIONS);
        context.onRequest(request -> note(!mayAsk(request.url()), "left its origin: " + request.url()));
        context.onConsoleMessage(this::hear);
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

    private void hear(ConsoleMessage message) {
        if (!message.type().equals("error")) {
            return;
        }
        var answer = OF_AN_ANSWER.matcher(message.text());
        if (!answer.matches()) {
            note(true, "console: " + message.text());
        } else if (answer.group(1) != null) {
            refusals.add(answer.group(1) + " " + path(message.location()));
        } else {
            note(!mayLoseItsConnection, "console: " + message.text() + " " + message.location());
        }
    }

    /// Of a location like `http://127.0.0.1:8080/replays?state=X:0:0`.
    private String path(String location) {
        return location.replace(origin, "").replaceFirst(":\\d+:\\d+$", "");
    }

    /// Expects that the service refuses something while the test runs; any other refusal fails it, and so does none.
    ///
    /// @param path a regular expression
    Dashboard expectsRefusal(int status, String path) {
        expected.add(Pattern.compile(status + " " + path));
        return this;
    }

    /// Lets the service refuse something that may well go right, such as a change of a replay that moves at that
    /// moment;
    /// the page sends it again.
    ///
    /// @param path a regular expression
    Dashboard mayBeRefused(int status, String path) {
        allowed.add(Pattern.compile(status + " " + path));
        return this;
    }

    /// Connections may break from now on.
    Dashboard mayLoseItsConnection() {
        mayLoseItsConnection = true;
        return this;
    }

    private void note(boolean wrong, String complaint) {
        if (wrong) {
            complaints.add(complaint);
        }
    }

    List<String> complaints() {
        var all = new ArrayList<>(complaints);
        refusals.stream()
                .filter(refusal ->
                        Stream.concat(expected.stream(), allowed.stream()).noneMatch(each -> matches(each, refusal)))
                .forEach(refusal -> all.add("refused: " + refusal));
        expected.stream()
                .filter(each -> refusals.stream().noneMatch(refusal -> matches(each, refusal)))
                .forEach(each -> all.add("not refused: " + each));
        return all;
    }

    private static boolean matches(Pattern expected, String refusal) {
        return expected.matcher(refusal).matches();
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
