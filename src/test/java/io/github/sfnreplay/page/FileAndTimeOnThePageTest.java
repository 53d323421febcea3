package io.github.sfnreplay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which executions may come from a file, and a plan may start later.
class FileAndTimeOnThePageTest extends DashboardTestBase {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final String FROM_A_FILE = "From a file or a report";
    private static final String FILE = "File of executions";
    private static final String EXECUTION = Demo.MACHINE.replace(":stateMachine:", ":execution:") + ":";

    @TempDir
    private Path folder;

    @Test
    void plansFromTheReportOfAnEarlierReplay() {
        var page = dashboard();
        run(page, "ABORTED", "50", "The first time");
        page.awaits(page.status(), Pattern.compile("SUCCEEDED|FAILED"));
        var report = folder.resolve("report.csv");
        page.page().waitForDownload(() -> page.link("Download report").click()).saveAs(report);

        page.open("#/new");
        page.field(FROM_A_FILE).check();
        page.field(FILE).setInputFiles(report);
        assertThat(page.field("State machine")).hasValue(Demo.MACHINE);
        page.field("Attempt").fill(String.valueOf(nextAttempt()));
        page.button("Plan").click();

        assertThat(page.page().getByText("40 executions will start again")).isVisible();
    }

    @Test
    void takesAFileWithTheKeyboardAlone() {
        var page = dashboard().open("#/new");
        page.field("By a filter").focus();
        page.page().keyboard().press("ArrowRight");
        page.page().keyboard().press("ArrowRight");
        assertThat(page.field(FROM_A_FILE)).isChecked();
        page.page().keyboard().press("Tab");
        assertThat(page.field(FILE)).isFocused();
        // the dialog that the key opens is the browser's own; headless, it does not always appear
        page.field(FILE).setInputFiles(file("some.txt", EXECUTION + "none-such\n"));
        page.field(FILE).press("Tab");
        page.button("Plan").focus();
        page.page().keyboard().press("Enter");

        page.awaits(page.status(), "PLANNED");
        assertThat(page.page().getByText("Nothing will start.")).isVisible();
        assertThat(page.page().getByText("AWS no longer knows it").first()).isVisible();
    }

    @Test
    void namesTheLinesOfAFileThatNameNoExecution() {
        var page = dashboard().open("#/new").expectsRefusal(422, "/replays");
        page.field(FROM_A_FILE).check();
        page.field(FILE).setInputFiles(file("edited.csv", "sourceExecutionArn\n" + EXECUTION + "a\n=1+1\n"));
        page.button("Plan").click();

        assertThat(page.field(FILE)).hasAttribute("aria-invalid", "true");
        assertThat(page.alerts()).hasText("Line 3 is no ARN of an execution: '=1+1'");
        assertThat(page.field(FILE)).isFocused();
    }

    @Test
    void asksForTheFileThatIsMissing() {
        var page = dashboard().open("#/new").expectsRefusal(400, "/replays");
        page.field("State machine").fill(Demo.MACHINE);
        page.field(FROM_A_FILE).check();
        page.button("Plan").click();

        assertThat(page.field(FILE)).hasAttribute("aria-invalid", "true");
        assertThat(page.alerts()).containsText("is required");
    }

    @Test
    void showsHowToSendTheFileWithCurl() {
        var page = dashboard().open("#/new");
        page.field(FROM_A_FILE).check();
        page.field(FILE).setInputFiles(file("mine.csv", EXECUTION + "a\n"));
        page.button("curl").click();

        assertThat(page.page().getByLabel("The request as curl"))
                .containsText(Pattern.compile(
                        "--form-string 'request=\\{[^']+}'.*-F 'executions=@\"mine.csv\"'", Pattern.DOTALL));
    }

    @Test
    void startsAPlanLater() {
        var page = dashboard(
                demo().origin(),
                new NewContextOptions().setTimezoneId(TOKYO.getId()).setViewportSize(1280, 900));
        plan(page, "Tonight");
        var later = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MINUTES);
        page.field("Start at").focus();
        page.page().keyboard().type(typed("MMddyyyy", later));
        page.page().keyboard().press("ArrowRight");
        page.page().keyboard().type(typed("hhmma", later));
        page.button("Run this plan").press("Enter");

        page.awaits(page.status(), "PENDING");
        assertThat(Instant.parse(demo().get("/replays/" + page.replayId())
                        .at("/startsAt")
                        .asString()))
                .isEqualTo(later);
        assertThat(page.page().getByText("Starts", new GetByTextOptions().setExact(true)))
                .isVisible();
        cancel(page);
    }

    @Test
    void startsNothingOnHalfADate() {
        var page = dashboard();
        plan(page, "Half a date");
        page.field("Start at").focus();
        page.page().keyboard().type("1224");
        page.button("Run this plan").press("Enter");

        assertThat(page.alerts()).hasText("Complete date and time, or clear the field.");
        assertThat(page.field("Start at")).hasAttribute("aria-invalid", "true");
        assertThat(page.status()).containsText("PLANNED");
    }

    @Test
    void saysAtTheFieldThatAStartIsTooFarAhead() {
        var page = dashboard();
        plan(page, "Next year").expectsRefusal(400, "/replays/[^/]+/confirm");
        page.field("Start at").fill("2099-01-01T10:00");
        page.button("Run this plan").click();

        assertThat(page.field("Start at")).hasAttribute("aria-invalid", "true");
        assertThat(page.alerts()).containsText("30 days");
        page.field("Start at").fill("");
        assertThat(page.alerts()).hasCount(0);
    }

    private Dashboard plan(Dashboard page, String reason) {
        page.open("#/");
        fill(page, "ABORTED", "2", reason);
        page.button("Plan").click();
        page.awaits(page.button("Run this plan"));
        return page;
    }

    /// As Chromium takes it without a language of its own: month first, and a clock of twelve hours.
    private static String typed(String pattern, Instant at) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(TOKYO).format(at);
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, name.endsWith(".csv") ? "text/csv" : "text/plain", text.getBytes(UTF_8));
    }
}
