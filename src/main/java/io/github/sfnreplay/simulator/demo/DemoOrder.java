package io.github.sfnreplay.simulator.demo;

import io.github.sfnreplay.simulator.spec.ExecutionStatus;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// One order that a machine of the demo has worked on, and how that went.
///
/// @param failure null unless FAILED
record DemoOrder(
        int id,
        String customer,
        int amount,
        ExecutionStatus status,
        @Nullable Failure failure) {

    /// An error and its cause as a Lambda function reports them.
    record Failure(String error, String cause) {}

    static DemoOrder of(int id, ExecutionStatus status, Random random) {
        var customer = "C-" + (1_000 + random.nextInt(400));
        var amount = 500 + 10 * random.nextInt(2_000);
        var failure = status == ExecutionStatus.FAILED ? failure(id, customer, random.nextInt(100)) : null;
        return new DemoOrder(id, customer, amount, status, failure);
    }

    private static Failure failure(int id, String customer, int kind) {
        if (kind < 55) {
            return new Failure(
                    "KeyError",
                    "{\"errorMessage\": \"'status'\", \"errorType\": \"KeyError\", \"orderId\": " + id + "}");
        }
        if (kind < 80) {
            return new Failure("PaymentDeclined", "The bank declined the payment of " + customer);
        }
        return kind < 92
                ? new Failure("Lambda.ServiceException", "The Lambda service was unavailable, please try again")
                : new Failure("StockNotFound", "No stock entry for order " + id);
    }

    String input() {
        return String.format(
                Locale.ROOT,
                "{\"id\": %d, \"customer\": \"%s\", \"amount\": %d, \"currency\": \"JPY\"}",
                id,
                customer,
                amount);
    }

    /// The output before the fix: the tax was rounded down.
    String outputBefore() {
        return output(amount / 10);
    }

    /// The output after the fix: the tax is rounded to the nearest ten.
    String outputAfter() {
        return output((amount + 50) / 100 * 10);
    }

    private String output(int tax) {
        var path = amount > 5_000 ? "test2" : "test3";
        return "{\"id\": " + id + ", \"status\": \"DONE\", \"path\": \"" + path + "\", \"tax\": " + tax + "}";
    }
}
