package io.github.sfnreplay.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.github.sfnreplay.bench.BenchService;
import io.github.sfnreplay.bench.SimulatorProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// How quick the page is on a service that keeps 1,000 replays, one of them with a million items.
@Tag("bench")
class PageBench {

    private static final int MILLION = Integer.getInteger("bench.million", 1_000_000);
    private static final int REPLAYS = Integer.getInteger("bench.replays", 1_000);

    /// The page shows that many rows of each table.
    private static final int PAGE = 25;

    private static final int TURNS = 20;

    @Test
    void staysQuickWithAThousandReplaysAndAMillionItems() throws Exception {
        try (var simulator = SimulatorProcess.start("--region=us-east-1", "--seed=" + MILLION);
                var service = BenchService.startApart(
                        List.of("-Xmx512m", "-XX:+UseSerialGC"), simulator, BenchService.withoutQuotas("us-east-1"));
                var chromium = Chromium.launch();
                var page =
                        new Dashboard(chromium, origin(service), new NewContextOptions().setViewportSize(1280, 900))) {
            PlaywrightAssertions.setDefaultAssertionTimeout(Dashboard.PATIENCE_MILLIS);
            var large = plan(service, simulator, "\"filter\": {\"statuses\": [\"SUCCEEDED\"]}");
            var one = service.get("/replays/" + large + "/items?pageSize=1")
                    .at("/items/0/sourceExecutionArn")
                    .asString();
            for (var count = 1; count < REPLAYS; count++) {
                plan(service, simulator, "\"filter\": {\"executionArns\": [\"" + one + "\"]}");
            }
            var rows = page.page().locator("tbody tr");
            page.open("#/new"); // a browser that knows the page's files, as anybody's on call does

            report("list of " + REPLAYS + " replays, until its rows are there", millis(() -> {
                page.open("#/");
                assertThat(rows).hasCount(PAGE);
            }));
            report("its next page, median of " + TURNS, turns(page, "Older", rows));
            report("replay of " + MILLION + " items, until their first rows are there", millis(() -> {
                page.open("#/replays/" + large);
                assertThat(rows).hasCount(PAGE);
            }));
            report("the next page of items, median of " + TURNS, turns(page, "Next", rows));
            report("the items filtered by state", millis(() -> {
                page.page().getByLabel("Item state").selectOption("PENDING");
                assertThat(page.button("Previous")).isDisabled();
                assertThat(rows.first()).containsText("PENDING");
            }));
            assertThat(page.complaints()).isEmpty();
        }
    }

    private static String origin(BenchService service) {
        var root = service.uri("/").toString();
        return root.substring(0, root.length() - 1);
    }

    /// @return its id
    private static String plan(BenchService service, SimulatorProcess simulator, String filter) {
        var body = "{\"stateMachineArn\": \"%s\", %s, \"dryRun\": true, \"limits\": {\"maxItems\": %d}}"
                .formatted(simulator.machine(), filter, MILLION);
        var id = service.post("/replays", body).path("id").asString();
        assertThat(service.await(id).path("state").asString()).isEqualTo("PLANNED");
        return id;
    }

    /// Turns pages, and waits each time until other rows are there.
    private static double turns(Dashboard page, String button, Locator rows) {
        var all = new ArrayList<Double>();
        var name = rows.first().getByRole(AriaRole.LINK).first();
        for (var turn = 0; turn < TURNS; turn++) {
            var before = name.getAttribute("href");
            all.add(millis(() -> {
                page.button(button).click();
                assertThat(name).not().hasAttribute("href", before);
            }));
        }
        return all.stream().sorted().toList().get(TURNS / 2);
    }

    private static double millis(Runnable work) {
        var begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e6;
    }

    private static void report(String what, double millis) {
        System.out.printf(Locale.ROOT, "page: %s: %.0f ms%n", what, millis);
    }
}
