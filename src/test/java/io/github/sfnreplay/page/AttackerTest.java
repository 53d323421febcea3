package io.github.sfnreplay.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.HttpCredentials;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/// A page of somebody else, in the browser of a person who uses the service: it starts nothing, reads nothing, frames
/// nothing, whether or not people sign in.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackerTest {

    private static final String PASSWORD = "correct horse";
    private static final String REQUEST = "{\"stateMachineArn\": \"" + Demo.MACHINE
            + "\", \"filter\": {\"statuses\": [\"SUCCEEDED\"]}, \"dryRun\": true, \"reason\": \"attack\"}";

    private Chromium chromium;
    private Demo open;
    private Demo signedIn;
    private HttpServer evil;

    @BeforeAll
    void start() throws IOException {
        chromium = Chromium.launch();
        open = Demo.start();
        signedIn = Demo.start(
                "--sfn-replay.security.users[0].name=alice",
                "--sfn-replay.security.users[0].password={bcrypt}" + new BCryptPasswordEncoder(10).encode(PASSWORD),
                "--sfn-replay.security.users[0].roles=admin");
        evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        evil.createContext("/", exchange -> {
            var page = "<!doctype html><title>Kittens</title><body></body>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        evil.start();
    }

    @AfterAll
    void stop() {
        evil.stop(0);
        signedIn.close();
        open.close();
        chromium.close();
    }

    /// The browser of the victim, who has been to the service already, on the attacker's page. `localhost` is another
    /// site than `127.0.0.1`; another port of it is the same site, but another origin.
    private Page victimOn(String host, Demo demo) {
        var context = chromium.browser()
                .newContext(new NewContextOptions().setHttpCredentials(new HttpCredentials("alice", PASSWORD)));
        context.setDefaultTimeout(Dashboard.PATIENCE_MILLIS);
        var page = context.newPage();
        page.navigate(demo.origin() + "/");
        page.waitForFunction("() => document.querySelector('h1') !== null");
        assertThat(fetched(page, demo.origin() + "/me", "{}"))
                .as("the victim may")
                .isEqualTo("200");
        page.navigate("http://" + host + ":" + evil.getAddress().getPort() + "/");
        return page;
    }

    private Demo demo(boolean people) {
        return people ? signedIn : open;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsAndSendsNothingByScript(boolean people) {
        var demo = demo(people);
        for (var host : List.of("localhost", "127.0.0.1")) {
            var page = victimOn(host, demo);
            var json =
                    "{method: 'POST', body: '%s', headers: {'Content-Type': 'application/json'}, credentials: 'include'}"
                            .formatted(REQUEST);
            var text = "{method: 'POST', body: '%s', mode: 'no-cors', credentials: 'include'}".formatted(REQUEST);
            var form =
                    "{method: 'POST', body: (() => { const f = new FormData(); f.append('request', '%s'); return f; })(),"
                                    .formatted(REQUEST)
                            + " mode: 'no-cors', credentials: 'include'}";
            var empty = "{method: 'POST', mode: 'no-cors', credentials: 'include'}";

            assertThat(fetched(page, demo.origin() + "/replays", "{credentials: 'include'}"))
                    .isEqualTo("refused");
            assertThat(fetched(page, demo.origin() + "/replays", json)).isEqualTo("refused");
            assertThat(fetched(page, demo.origin() + "/replays", text)).isIn("0", "refused");
            assertThat(fetched(page, demo.origin() + "/replays", form)).isIn("0", "refused");
            assertThat(fetched(page, demo.origin() + "/replays/pause-all", empty))
                    .isIn("0", "refused");
            page.context().close();
        }
        assertNothingCreated(demo);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void postsNothingByForm(boolean people) {
        var demo = demo(people);
        for (var type : List.of("text/plain", "multipart/form-data", "application/x-www-form-urlencoded")) {
            var page = victimOn("localhost", demo);
            page.evaluate("""
                    ([action, type, body]) => {
                      const form = document.createElement('form');
                      Object.assign(form, {method: 'post', enctype: type, action});
                      const field = document.createElement('input');
                      Object.assign(field, {name: 'request', value: body});
                      form.append(field);
                      document.body.append(form);
                      form.submit();
                    }""", List.of(demo.origin() + "/replays", type, REQUEST));
            page.waitForURL(demo.origin() + "/replays");

            assertThat(page.content()).contains("/problems/cross-site-request");
            page.context().close();
        }
        assertNothingCreated(demo);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loadsNothingAsImageScriptOrFrame(boolean people) {
        var demo = demo(people);
        var page = victimOn("localhost", demo);

        for (var element : List.of("img", "script")) {
            assertThat(page.evaluate(
                            """
                    ([element, src]) => new Promise((resolve) => {
                      const each = document.createElement(element);
                      each.onload = () => resolve('loaded');
                      each.onerror = () => resolve('refused');
                      each.src = src;
                      document.body.append(each);
                    })""",
                            List.of(element, demo.origin() + (element.equals("img") ? "/favicon.svg" : "/app/app.js"))))
                    .as(element)
                    .isEqualTo("refused");
        }
        page.evaluate("""
                (src) => new Promise((resolve) => {
                  const frame = document.createElement('iframe');
                  frame.onload = resolve;
                  frame.src = src;
                  document.body.append(frame);
                })""", demo.origin() + "/");
        assertThat(page.frames().getLast().content()).doesNotContain("sfn-app");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void watchesNothing(boolean people) {
        var demo = demo(people);
        var page = victimOn("localhost", demo);

        assertThat(page.evaluate("""
                (url) => new Promise((resolve) => {
                  const events = new EventSource(url, {withCredentials: true});
                  events.onopen = () => resolve('open');
                  events.onerror = () => resolve('refused');
                })""", demo.origin() + "/replays/1/events")).isEqualTo("refused");
        page.context().close();
    }

    /// The attacker's name leads to 127.0.0.1 now, so that for the browser the service is the attacker's own page.
    @Test
    void readsNothingUnderANameThatWasRebound() {
        var context = chromium.browser().newContext();
        var page = context.newPage();
        var answer = page.navigate("http://evil.localhost:" + open.port() + "/replays");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("/problems/host-not-allowed");
        for (var options : List.of("{}", "{headers: {'X-Forwarded-Host': 'localhost'}}")) {
            assertThat(fetched(page, "/replays", options)).isIn("403", "refused");
        }
        context.close();
    }

    private static String fetched(Page page, String url, String options) {
        return String.valueOf(page.evaluate(
                "async (url) => { try { return (await fetch(url, " + options
                        + ")).status; } catch (e) { return 'refused'; } }",
                url));
    }

    private void assertNothingCreated(Demo demo) {
        var page = chromium.browser()
                .newContext(new NewContextOptions().setHttpCredentials(new HttpCredentials("alice", PASSWORD)))
                .newPage();
        page.navigate(demo.origin() + "/");
        var listed = page.evaluate("async () => (await (await fetch('/replays')).json()).replays.length");
        page.context().close();

        assertThat(listed).isEqualTo(0);
    }
}
