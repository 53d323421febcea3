package io.github.sfnreplay.testing.service;

import io.github.sfnreplay.stepfunctions.Action;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// What a service under test is started with: settings as on the command line, without the dashes.
public final class ServiceSettings {

    private ServiceSettings() {}

    /// Settings that lift every quota of a Region.
    public static List<String> unpaced(String region) {
        return Arrays.stream(Action.values())
                .map(action -> "sfn-replay.pacing.quotas." + region + "." + action.awsName())
                .flatMap(quota -> Stream.of(quota + ".capacity=1000000", quota + ".refill-per-second=1000000"))
                .toList();
    }

    /// Settings that lift every quota of a Region, and those others.
    public static List<String> unpaced(String region, Collection<String> others) {
        var all = new ArrayList<>(unpaced(region));
        all.addAll(others);
        return all;
    }

    /// Arguments of a program that listens on a free port and calls that endpoint.
    static List<String> arguments(URI endpoint, Collection<String> settings) {
        var arguments = new ArrayList<>(arguments(settings));
        arguments.add("--sfn-replay.aws.endpoint=" + endpoint);
        return arguments;
    }

    /// Arguments of a program that listens on a free port.
    static List<String> arguments(Collection<String> settings) {
        var arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off"));
        TestDatabases.url().ifPresent(url -> arguments.add("--spring.datasource.url=" + url));
        settings.forEach(setting -> arguments.add("--" + setting));
        return arguments;
    }
}
