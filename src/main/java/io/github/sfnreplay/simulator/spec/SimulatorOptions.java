package io.github.sfnreplay.simulator.spec;

import java.time.Duration;
import java.time.InstantSource;

/// What a simulator is started with and keeps for life; everything else can be changed while it runs.
///
/// @param port the loopback port, 0 for any free one
/// @param openExecutionLimit how many executions may be open before starts are refused
/// @param retention how long a closed execution can be read and holds its name
/// @param tokenLife how long a page token is good for
public record SimulatorOptions(
        int port,
        String account,
        String region,
        InstantSource clock,
        ListingOrder listingOrder,
        int openExecutionLimit,
        Duration retention,
        Duration tokenLife) {

    /// Account 123456789012 in us-east-1, on the system clock, with the limits of AWS.
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                0,
                "123456789012",
                "us-east-1",
                InstantSource.system(),
                ListingOrder.NEWEST_FIRST,
                1_000_000,
                Duration.ofDays(90),
                Duration.ofHours(24));
    }

    public SimulatorOptions withPort(int value) {
        return new SimulatorOptions(
                value, account, region, clock, listingOrder, openExecutionLimit, retention, tokenLife);
    }

    public SimulatorOptions withAccount(String value) {
        return new SimulatorOptions(port, value, region, clock, listingOrder, openExecutionLimit, retention, tokenLife);
    }

    public SimulatorOptions withRegion(String value) {
        return new SimulatorOptions(
                port, account, value, clock, listingOrder, openExecutionLimit, retention, tokenLife);
    }

    public SimulatorOptions withClock(InstantSource value) {
        return new SimulatorOptions(
                port, account, region, value, listingOrder, openExecutionLimit, retention, tokenLife);
    }

    public SimulatorOptions withListingOrder(ListingOrder value) {
        return new SimulatorOptions(port, account, region, clock, value, openExecutionLimit, retention, tokenLife);
    }

    public SimulatorOptions withOpenExecutionLimit(int value) {
        return new SimulatorOptions(port, account, region, clock, listingOrder, value, retention, tokenLife);
    }

    public SimulatorOptions withRetention(Duration value) {
        return new SimulatorOptions(port, account, region, clock, listingOrder, openExecutionLimit, value, tokenLife);
    }

    public SimulatorOptions withTokenLife(Duration value) {
        return new SimulatorOptions(port, account, region, clock, listingOrder, openExecutionLimit, retention, value);
    }

    /// `aws`, `aws-cn` or `aws-us-gov`, as the Region demands.
    public String partition() {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
