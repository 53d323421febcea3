package io.github.sfnreplay.engine.log;

import io.github.sfnreplay.replay.Plan.Code;
import io.github.sfnreplay.replay.Plan.InputsFrom;
import io.github.sfnreplay.replay.Plan.Warning;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Whether and how logs are used by one replay: counts what came from where, finds out whether they are worth it, and
/// has them proven by descriptions before they are believed.
public final class LogUsage {

    /// How many inputs are compared, byte for byte, with descriptions before any is used unseen.
    private static final int PROOFS = 10;

    /// A second or two of pages: enough to see past a few that are empty.
    private static final int PAGES_TO_JUDGE = 20;

    /// A second in nanoseconds.
    private static final double SECOND = 1e9;

    private final Rates rates;
    private final LongSupplier nanos;
    private boolean required;
    private boolean on = true;
    private @Nullable String notable;
    private int proven;
    private int fromLogs;
    private int fromApi;
    private int pages;
    private int found;
    private long firstTaken;
    private long lastTaken;

    /// What both ways can do.
    ///
    /// @param pages of logs a second
    /// @param reads of single executions a second
    record Rates(double pages, double reads) {}

    LogUsage(Rates rates, LongSupplier nanos) {
        this.rates = rates;
        this.nanos = nanos;
    }

    synchronized boolean isOn() {
        return on;
    }

    /// Logs are not used from now on.
    ///
    /// @param isNotable whether a person should know
    public synchronized void stop(String why, boolean isNotable) {
        if (on && isNotable) {
            notable = why;
        }
        on = false;
    }

    /// A page was read.
    ///
    /// @param told of how many executions it told something that was wanted
    synchronized void pageRead(int told) {
        pages++;
        found += told;
        if (!required && pages >= PAGES_TO_JUDGE && !isWorthwhile(found, pages)) {
            stop("they hold too much else", false);
        }
    }

    /// Whether logs that told a given number of executions on a given number of pages are faster than reading each
    /// execution by itself.
    boolean isWorthwhile(int told, int onPages) {
        return perSecond(told, onPages) > rates.reads();
    }

    /// Executions a second that can be read from logs that told a given number of executions on a given number of
    /// pages.
    double perSecond(int told, int onPages) {
        return (double) told / onPages * rates.pages();
    }

    /// Logs are the only way: they are used whatever they cost, and there is nothing to compare them with.
    synchronized void require() {
        required = true;
    }

    /// Whether the next one has to be compared with its description before it is used.
    public synchronized boolean needsProof() {
        return !required && proven < PROOFS;
    }

    public synchronized void proven() {
        proven++;
    }

    /// One was looked for.
    ///
    /// @param logged whether the logs told of it
    synchronized void looked(boolean logged) {
        lastTaken = nanos.getAsLong();
        if (fromLogs + fromApi == 0) {
            firstTaken = lastTaken;
        }
        fromLogs += logged ? 1 : 0;
        fromApi += logged ? 0 : 1;
    }

    /// What has been read from where, since that was last asked.
    public synchronized InputsFrom read() {
        var seconds = (lastTaken - firstTaken) / SECOND;
        var perSecond = seconds > 0 ? (fromLogs + fromApi - 1) / seconds : 0;
        var read = new InputsFrom(fromLogs, fromApi, perSecond);
        fromLogs = 0;
        fromApi = 0;
        return read;
    }

    /// Why logs are not used, where a person should know; null otherwise.
    public synchronized @Nullable Warning warning() {
        return notable == null
                ? null
                : new Warning(
                        Code.LOGS_NOT_USED,
                        "Inputs are read by calls to Step Functions, not from CloudWatch Logs. " + notable);
    }
}
