package io.github.sfnreplay.replay;

/// What a request may ask for at most, and what it gets where it says nothing.
public final class RequestBounds {

    /// Nothing runs by accident that a person would not look through; a bulk replay asks for more.
    public static final int DEFAULT_MAX_ITEMS = 10_000;

    /// Fewer finished items say little about a share of failures.
    public static final int DEFAULT_MINIMUM_ITEMS = 20;

    /// Some open executions for each start a second of the largest default quota, and far below AWS's 1,000,000.
    public static final int DEFAULT_MAX_CONCURRENCY = 1_000;

    /// The first replay of a source.
    public static final int DEFAULT_ATTEMPT = 1;

    /// As the sources came.
    public static final Order DEFAULT_ORDER = Order.OLDEST_FIRST;

    /// A new execution has the lock of its name; a redrive has none.
    public static final Mode DEFAULT_MODE = Mode.START_NEW;

    /// Whether it worked is what one wants to know; outputs cost a read each.
    public static final Follow DEFAULT_FOLLOW = Follow.OUTCOME;

    /// Four digits leave 67 of the 80 characters of a name to the source.
    public static final int MAX_ATTEMPT = 9_999;

    /// A request with this number of ARNs fits into a body of 4 MiB.
    public static final int MAX_EXECUTION_ARNS = 10_000;

    /// As many characters as a person writes; what is longer belongs into a Lambda function.
    public static final int MAX_EXPRESSION = 4_096;

    /// The quota of Step Functions for an input, in bytes.
    public static final int MAX_INPUT_BYTES = 262_144;

    /// A paragraph; kept with each replay and each entry of its log.
    public static final int MAX_REASON = 1_024;

    /// One start in 100 seconds.
    public static final double MIN_STARTS_PER_SECOND = 0.01;

    /// Above any quota that AWS grants.
    public static final double MAX_STARTS_PER_SECOND = 10_000;

    /// A tenth of the executions that AWS lets be open in an account and Region.
    public static final int MAX_CONCURRENCY = 100_000;

    /// A canary larger than a default replay is none.
    public static final int MAX_CANARY = 10_000;

    /// As many items as a replay can have with the default settings of the service.
    public static final int MAX_MINIMUM_ITEMS = 1_000_000;

    /// Inputs older than 90 days cannot be read any more, so that a plan must not lie for long.
    public static final int MAX_DAYS_AHEAD = 30;

    private RequestBounds() {}
}
