package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.input.BodyCheck;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.replay.Follow;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// What must hold between the limits, the way of following and the settings of the service.
public final class LimitsCheck implements BodyCheck<RetryRequest> {

    private final int maxItems;

    /// @param maxItems what the service allows at most
    public LimitsCheck(int maxItems) {
        this.maxItems = maxItems;
    }

    @Override
    public Class<RetryRequest> type() {
        return RetryRequest.class;
    }

    @Override
    public void check(RetryRequest request, HttpHeaders headers, ValidationErrors faults) {
        if (request.limits() != null) {
            check(request.limits(), null, faults);
        }
    }

    void check(RequestedLimits limits, @Nullable Follow follow, ValidationErrors faults) {
        if (limits.maxItems() != null && limits.maxItems() > maxItems) {
            faults.at("/limits/maxItems", "must be at most " + maxItems + ", the ceiling of this service");
        }
        checkFollow(limits, follow, faults);
    }

    public static void checkFollow(RequestedLimits limits, @Nullable Follow follow, ValidationErrors faults) {
        if (follow == Follow.NONE) {
            limits.needOutcome()
                    .forEach(name -> faults.at(
                            "/limits/" + name, "needs an outcome: leave it out, or follow OUTCOME or OUTPUT"));
        }
    }
}
