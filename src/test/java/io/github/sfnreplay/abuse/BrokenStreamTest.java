package io.github.sfnreplay.abuse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sfnreplay.api.ApiTest;
import io.github.sfnreplay.api.problem.BrokenStreamException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@ApiTest
@Import(BrokenStreamTest.Breaking.class)
class BrokenStreamTest {

    @LocalServerPort
    private int port;

    @Test
    void isNotTakenForAWholeAnswer() throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/breaking"))
                    .build();

            assertThatThrownBy(() -> http.send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    /// Breaks off in the middle.
    @RestController
    static class Breaking {

        @GetMapping("/breaking")
        void breakOff(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[100_000]);
            throw new BrokenStreamException(new IllegalStateException("in the middle"));
        }
    }
}
