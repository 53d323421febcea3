package io.github.sfnreplay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.WaitForConsoleMessageOptions;
import com.microsoft.playwright.options.HttpCredentials;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/// The dashboard where people sign in: it shows who one is and what one may do, and leads back who is signed out.
class SignedInOnThePageTest extends DashboardTestBase {

    private static final String PASSWORD = "correct horse";
    private static final List<String> ROLES = List.of("viewer", "operator", "editor", "admin");

    @Override
    String[] settings() {
        var encoded = "{bcrypt}" + new BCryptPasswordEncoder(10).encode(PASSWORD);
        var users = IntStream.range(0, ROLES.size()).boxed().flatMap(index -> {
            var user = "--sfn-replay.security.users[" + index + "].";
            return Stream.of(
                    user + "name=" + ROLES.get(index),
                    user + "password=" + encoded,
                    user + "roles=" + ROLES.get(index));
        });
        return Stream.concat(users, Stream.of("--sfn-replay.security.confirm-by-another-above=100"))
                .toArray(String[]::new);
    }

    private Dashboard as(String name) {
        return as(name, PASSWORD);
    }

    private Dashboard as(String name, String password) {
        var options = new NewContextOptions().setViewportSize(1280, 900);
        options.setHttpCredentials(new HttpCredentials(name, password));
        return dashboard(demo().origin(), options);
    }

    @Test
    void showsAViewerWhatThereIsAndNoButtonToChangeIt() {
        var page = as("viewer").open("#/");

        assertThat(page.page().locator(".caller")).hasText("viewer, viewer");
        assertThat(page.button("New replay")).hasCount(0);
        assertThat(page.button("Pause all")).hasCount(0);
    }

    @Test
    void letsAnOperatorCreateAndAnotherConfirmWhatIsLarge() {
        var operator = as("operator").open("#/");
        assertThat(operator.button("Pause all")).hasCount(0);
        fill(operator, "SUCCEEDED", "2", "too many for one");
        assertThat(operator.field("Input transform")).hasCount(0);
        operator.button("Plan").click();
        assertThat(operator.page().getByText("A second person has to confirm.")).isVisible();
        assertThat(operator.button("Run this plan")).hasCount(0);
        var id = operator.replayId();

        var editor = as("editor").open("#/replays/" + id);
        editor.button("Run this plan").click();
        editor.awaits(editor.status(), "RUNNING");
        cancel(editor);
    }

    @Test
    void leadsBackWhoIsSignedOutAndKeepsTheForm() {
        var page = as("operator").open("#/");
        fill(page, "FAILED", "2", "kept while signing in");
        page.expectsRefusal(401, "/replays");
        var expired = new AtomicBoolean(true);
        page.page().route("**/replays", route -> {
            if (expired.get()) {
                route.fulfill(new com.microsoft.playwright.Route.FulfillOptions()
                        .setStatus(401)
                        .setContentType("application/problem+json")
                        .setBody("{\"type\": \"/problems/unauthorized\", \"title\": \"You have to sign in\"}"));
            } else {
                route.fallback();
            }
        });

        page.button("Plan").click();

        assertThat(page.alerts()).hasCount(1);
        assertThat(page.alerts()).containsText("What you have typed is kept");
        assertThat(page.field("Reason")).hasValue("kept while signing in");
        expired.set(false);
        page.button("Sign in").click();
        assertThat(page.alerts()).hasCount(0);
        page.button("Plan").click();
        page.awaits(page.status(), "PLANNED");
    }

    @Test
    void tellsWhoHasNotSignedInHowToDoIt() {
        var page = as("viewer", "wrong")
                .expectsRefusal(401, "/me")
                .mayBeRefused(401, "/replays.*")
                // the browser sends the wrong password with its icon too, if it asks for it in time
                .mayBeRefused(401, "/favicon.svg");
        var refusalOfMe = new WaitForConsoleMessageOptions()
                .setPredicate(message -> message.location().contains("/me:"));
        page.page().waitForConsoleMessage(refusalOfMe, () -> page.open("#/"));

        assertThat(page.alerts()).hasCount(1);
        assertThat(page.alerts()).containsText("Please sign in");
        assertThat(page.page().locator(".caller")).hasCount(0);
    }

    @Test
    void swaggerUiSendsWhatItIsAskedTo() {
        var page = as("operator").expectsRefusal(403, "/replays");
        page.page().navigate(demo().origin() + "/swagger-ui.html");

        page.page()
                .locator("#operations-Control-pauseReplay summary, #operations-Control-pauseReplay button")
                .first()
                .click();
        assertThat(page.page().locator("#operations-Control-pauseReplay")).containsText("Pause a replay");
        var created = page.page().evaluate("""
                async () => (await fetch('/replays', {method: 'POST', body: '{}', headers: {'Content-Type': 'application/json'}})).status""");
        org.assertj.core.api.Assertions.assertThat(created).as("no CSRF token").isEqualTo(403);
    }
}
