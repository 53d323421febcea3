package io.github.sfnreplay.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The installed Chromium without a window, driven by Playwright. Nothing is downloaded.
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Chromium.class);

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    /// No sandbox, as tests may run as root in a container; and no call of the browser's own to anywhere.
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /// Without a browser the tests are skipped and say so; on a build server (`CI=true`) they fail.
    static Chromium launch() {
        var binary = PLACES.stream().filter(Files::isExecutable).findFirst();
        if (binary.isEmpty()) {
            var missing = "The dashboard is NOT TESTED: no Chromium at any of " + PLACES
                    + ". Install it, for example with: apt-get install -y chromium";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing);
            }
            log.warn(missing);
            Assumptions.abort(missing);
        }
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Chromium(
                playwright,
                playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(binary.orElseThrow())
                                .setArgs(FLAGS)));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
