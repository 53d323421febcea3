package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.api.input.BodyCheck;
import io.github.sfnreplay.api.problem.ValidationErrors;
import org.springframework.http.HttpHeaders;

/// What must hold between the fields of an [EvaluationRequest].
final class EvaluationRequestCheck implements BodyCheck<EvaluationRequest> {

    @Override
    public Class<EvaluationRequest> type() {
        return EvaluationRequest.class;
    }

    @Override
    public void check(EvaluationRequest request, HttpHeaders headers, ValidationErrors faults) {
        var execution = request.executionArn();
        if (execution != null && request.input() != null) {
            faults.at("/input", "is one too many beside executionArn: leave one of them out");
        }
        var machine = request.stateMachineArn();
        if (execution != null && machine != null && !execution.machine().equals(machine.unqualified())) {
            faults.at("/executionArn", "'" + execution + "' is not an execution of " + machine.unqualified());
        }
    }
}
