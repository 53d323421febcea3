package io.github.sfnreplay.chaos;

import io.github.sfnreplay.stepfunctions.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a service under test is started with.
final class Settings {

    private Settings() {}

    /// Arguments for a service that calls that endpoint as fast as it likes.
    ///
    /// @param more as on the command line, without the dashes
    static List<String> unpaced(String endpoint, String region, String... more) {
        var arguments = new ArrayList<>(
                List.of("--server.port=0", "--spring.main.banner-mode=off", "--sfn-replay.aws.endpoint=" + endpoint));
        Arrays.stream(Action.values()).forEach(action -> {
            var quota = "--sfn-replay.pacing.quotas." + region + "." + action.awsName();
            arguments.add(quota + ".capacity=1000000");
            arguments.add(quota + ".refill-per-second=1000000");
        });
        Arrays.stream(more).map(each -> "--" + each).forEach(arguments::add);
        return arguments;
    }
}
