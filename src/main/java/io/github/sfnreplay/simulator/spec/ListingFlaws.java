package io.github.sfnreplay.simulator.spec;

import java.time.Duration;

/// How listings fall short of the truth.
///
/// @param lag how late a start, a closing or a redrive shows in listings
/// @param repeatedEntries how many entries of a page come again at the top of the next one
/// @param largestPage no page holds more entries than this, whatever was asked
public record ListingFlaws(Duration lag, int repeatedEntries, int largestPage) {

    public static ListingFlaws none() {
        return new ListingFlaws(Duration.ZERO, 0, 1_000);
    }

    public ListingFlaws withLag(Duration value) {
        return new ListingFlaws(value, repeatedEntries, largestPage);
    }

    public ListingFlaws withRepeatedEntries(int value) {
        return new ListingFlaws(lag, value, largestPage);
    }

    public ListingFlaws withLargestPage(int value) {
        return new ListingFlaws(lag, repeatedEntries, value);
    }
}
