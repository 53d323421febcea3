package io.github.sfnreplay.simulator.demo;

import io.github.sfnreplay.simulator.Simulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/// Tells in the log where the demo is and what to paste.
final class DemoAnnouncement implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger(DemoAnnouncement.class);

    private final Simulator simulator;
    private final String machineArn;

    DemoAnnouncement(Simulator simulator, String machineArn) {
        this.simulator = simulator;
        this.machineArn = machineArn;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        var environment = event.getApplicationContext().getEnvironment();
        var port = environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
        log.info(text("http://127.0.0.1:" + port));
    }

    String text(String url) {
        return """
                The demo is up: 2,500 past executions of TestStateMachine wait in an embedded Step Functions.

                  Dashboard    %s/
                  Swagger UI   %s/swagger-ui.html
                  API          %s/replays
                  Ledger       %s/_ledger (what the simulator was asked to do)

                Replay the 2,200 that succeeded:

                  curl -i %s/replays \\
                    -H 'Content-Type: application/json' \\
                    -d '{
                      "stateMachineArn": "%s",
                      "filter": {"statuses": ["SUCCEEDED"]}
                    }'
                """.formatted(url, url, url, simulator.endpoint(), url, machineArn);
    }
}
