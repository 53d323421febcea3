package io.github.sfnreplay.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/// The page's files are served, may be kept by a browser only as long as they are the same, and may load nothing else.
@SpringBootTest(classes = DashboardFilesTest.Page.class)
@AutoConfigureMockMvc
class DashboardFilesTest {

    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"([^\"#]+\\.(?:css|js|svg))\"");
    private static final Pattern MAPPED = Pattern.compile("\"\\./(webjars/[^\"]+\\.js)\"");

    @Autowired
    private MockMvcTester mvc;

    /// Without anything in front of it.
    @EnableAutoConfiguration(
            exclude = {ServletWebSecurityAutoConfiguration.class, ManagementWebSecurityAutoConfiguration.class})
    @Import({DashboardController.class, DashboardFiles.class})
    static class Page {}

    @Test
    void allowsOnlyItsImportMapAsInlineScript() throws Exception {
        var answer = mvc.get().uri("/").exchange();
        var page = answer.getResponse().getContentAsString();
        var map = page.substring(page.indexOf("<script type=\"importmap\">") + 25, page.indexOf("</script>"));
        var hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(map.getBytes(UTF_8)));

        assertThat(answer).hasStatusOk().hasContentType("text/html;charset=UTF-8");
        assertThat(answer.getResponse().getHeader("Content-Security-Policy"))
                .startsWith("default-src 'self'; script-src 'self' 'sha256-" + hash + "';")
                .doesNotContain("unsafe");
    }

    @Test
    void servesEveryFileThatThePageNames() throws Exception {
        var page = mvc.get().uri("/").exchange().getResponse().getContentAsString();

        assertThat(matches(FILE, page)).hasSizeGreaterThan(5).allSatisfy(this::isServed);
        assertThat(matches(MAPPED, page)).hasSize(4).allSatisfy(this::isServed);
    }

    @Test
    void sendsAFileOnceWhileItIsTheSame() {
        for (var path : List.of("/app/app.js", "/favicon.svg", "/webjars/lit/index.js")) {
            var tag =
                    String.valueOf(mvc.get().uri(path).exchange().getResponse().getHeader(HttpHeaders.ETAG));

            assertThat(tag).as(path).startsWith("\"");
            assertThat(mvc.get().uri(path).header(HttpHeaders.IF_NONE_MATCH, tag))
                    .as(path)
                    .hasStatus(304)
                    .hasHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        }
    }

    @Test
    void leadsBrowsersThatAskForAnIconToIt() {
        assertThat(mvc.get().uri("/favicon.ico")).hasStatus(302).hasHeader(HttpHeaders.LOCATION, "/favicon.svg");
    }

    @Test
    void refusesAPageWithoutAnImportMap() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> ContentSecurityPolicy.of("<html></html>"))
                .withMessageContaining("import map");
    }

    private void isServed(String path) {
        assertThat(mvc.get().uri("/" + path)).hasStatusOk();
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
