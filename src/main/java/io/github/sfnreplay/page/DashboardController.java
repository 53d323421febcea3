package io.github.sfnreplay.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.net.URI;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves the dashboard's one page with its policy. No part of the documented interface.
@RestController
@Hidden
class DashboardController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, UTF_8);

    private final String page;
    private final String policy;

    DashboardController() throws IOException {
        this.page = new ClassPathResource("static/index.html").getContentAsString(UTF_8);
        this.policy = ContentSecurityPolicy.of(page);
    }

    @GetMapping("/")
    ResponseEntity<String> page() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noCache())
                .header("Content-Security-Policy", policy)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(page);
    }

    /// Browsers ask for it when they show something that names no icon, such as JSON.
    @GetMapping("/favicon.ico")
    ResponseEntity<Void> icon() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/favicon.svg"))
                .build();
    }
}
