package io.github.sfnreplay.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.sfnreplay.simulator.Simulator;
import io.github.sfnreplay.simulator.spec.MachineType;
import io.github.sfnreplay.simulator.spec.SimulatorOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The gateway learns AWS's time from its calls.
class DateReaderTest {

    private static final Duration AHEAD = Duration.ofMinutes(2);

    private final Clock theirs = Clock.offset(Clock.systemUTC(), AHEAD);

    @Test
    void learnsFromEveryAnswer() {
        try (var simulator = Simulator.start(SimulatorOptions.defaults().withClock(theirs));
                var gateway = Gateways.demo(simulator.endpoint())) {
            var machine = StateMachineArn.parse(simulator.createMachine("orders", MachineType.STANDARD));
            gateway.stepFunctions.describeStateMachine(machine);

            assertTellsTheirTime(gateway);
        }
    }

    @Test
    void learnsFromErrorsToo() {
        try (var simulator = Simulator.start(SimulatorOptions.defaults().withClock(theirs));
                var gateway = Gateways.demo(simulator.endpoint())) {
            var missing = StateMachineArn.parse("arn:aws:states:us-east-1:123456789012:stateMachine:missing");
            assertThatExceptionOfType(StepFunctionsException.class)
                    .isThrownBy(() -> gateway.stepFunctions.describeStateMachine(missing));

            assertTellsTheirTime(gateway);
        }
    }

    @Test
    void learnsNothingFromAnAnswerWithoutDate() {
        try (var simulator = Simulator.start(SimulatorOptions.defaults().withClock(theirs));
                var gateway = Gateways.demo(simulator.endpoint())) {
            simulator.tellDate(false);
            var machine = StateMachineArn.parse(simulator.createMachine("orders", MachineType.STANDARD));
            gateway.stepFunctions.describeStateMachine(machine);

            assertThat(gateway.clock.at(gateway.clock.moment())).isEqualTo(AwsTime.UNKNOWN);
        }
    }

    @Test
    void aDateThatCannotBeReadDoesNotMakeACallFail() throws IOException {
        var body = "{\"name\": \"orders\", \"type\": \"STANDARD\"}";
        try (var endpoint = RawEndpoint.sending(
                        "HTTP/1.1 200 OK\r\nDate: yesterday\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
                var gateway = Gateways.demo(endpoint.url())) {
            var machine = StateMachineArn.parse("arn:aws:states:us-east-1:123456789012:stateMachine:orders");

            assertThat(gateway.stepFunctions.describeStateMachine(machine).express())
                    .isFalse();
            assertThat(gateway.clock.at(gateway.clock.moment())).isEqualTo(AwsTime.UNKNOWN);
        }
    }

    private void assertTellsTheirTime(Gateways gateway) {
        var time = gateway.clock.at(gateway.clock.moment());
        assertThat(time.isKnown()).isTrue();
        assertThat(time.earliest()).isBeforeOrEqualTo(theirs.instant());
        assertThat(time.latest()).isAfterOrEqualTo(theirs.instant().minusSeconds(1));
        assertThat(gateway.clock.now())
                .isBetween(theirs.instant().minusSeconds(2), theirs.instant().plusSeconds(2));
    }
}
