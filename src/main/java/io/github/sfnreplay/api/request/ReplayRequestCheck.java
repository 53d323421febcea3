package io.github.sfnreplay.api.request;

import io.github.sfnreplay.api.input.BodyCheck;
import io.github.sfnreplay.api.input.IdempotencyHeader;
import io.github.sfnreplay.api.input.SourceStatus;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.replay.Mode;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// What must hold between the fields of a [ReplayRequest].
public final class ReplayRequestCheck implements BodyCheck<ReplayRequest> {

    private static final String REDRIVE = "a redrive goes on in the same execution, with its input and its machine: ";

    private final LimitsCheck limits;
    private final ExpressionCheck expressions;

    public ReplayRequestCheck(LimitsCheck limits, ExpressionCheck expressions) {
        this.limits = limits;
        this.expressions = expressions;
    }

    @Override
    public Class<ReplayRequest> type() {
        return ReplayRequest.class;
    }

    @Override
    public void check(ReplayRequest request, HttpHeaders headers, ValidationErrors faults) {
        IdempotencyHeader.check(headers, faults);
        expressions.check("/inputTransform", request.inputTransform(), faults);
        expressions.check("/distinctBy", request.distinctBy(), faults);
        expressions.check("/skipSuperseded", request.skipSuperseded(), faults);
        if (request.filter() != null) {
            checkFilter(request.filter(), request.stateMachineArn(), faults);
        }
        if (request.target() != null) {
            checkTarget(request.target().stateMachineArn(), request.stateMachineArn(), faults);
        }
        if (request.mode() == Mode.REDRIVE) {
            checkRedrive(request, faults);
        }
        if (request.limits() != null) {
            limits.check(request.limits(), request.follow(), faults);
        }
    }

    private void checkFilter(Filter filter, @Nullable StateMachineArn machine, ValidationErrors faults) {
        if (filter.statuses() == null
                && filter.executionArns() == null
                && !faults.concern("/filter/statuses")
                && !faults.concern("/filter/executionArns")) {
            faults.at("/filter", "needs statuses or executionArns, so that not everything is replayed by accident");
        }
        FilterCheck.checkErrors(filter, faults);
        FilterCheck.checkDates(filter, faults);
        expressions.check("/filter/inputMatches", filter.inputMatches(), faults);
        if (filter.executionArns() != null && machine != null) {
            var index = 0;
            for (var arn : filter.executionArns()) {
                if (arn != null && !arn.machine().equals(machine.unqualified())) {
                    faults.at(
                            "/filter/executionArns/" + index,
                            "'" + arn + "' is not an execution of " + machine.unqualified());
                }
                index++;
            }
        }
    }

    private static void checkTarget(
            @Nullable StateMachineArn target, @Nullable StateMachineArn source, ValidationErrors faults) {
        if (target != null
                && source != null
                && !(target.accountId().equals(source.accountId())
                        && target.region().equals(source.region()))) {
            faults.at(
                    "/target/stateMachineArn",
                    "must be in the account and Region of stateMachineArn (" + source.accountId() + ", "
                            + source.region() + "): inputs are not sent to other accounts or Regions");
        }
    }

    private static void checkRedrive(ReplayRequest request, ValidationErrors faults) {
        if (request.target() != null
                && request.target().stateMachineArn() != null
                && !request.target().stateMachineArn().equals(request.stateMachineArn())) {
            faults.at("/target", REDRIVE + "leave target out");
        }
        if (request.inputTransform() != null) {
            faults.at("/inputTransform", REDRIVE + "leave inputTransform out");
        }
        if (request.attempt() != null && request.attempt() != 1) {
            faults.at("/attempt", REDRIVE + "leave attempt out");
        }
        if (request.filter() != null && request.filter().statuses() != null) {
            var at = request.filter().statuses().indexOf(SourceStatus.SUCCEEDED);
            if (at >= 0) {
                faults.at("/filter/statuses/" + at, "an execution that SUCCEEDED cannot be redriven");
            }
        }
    }
}
