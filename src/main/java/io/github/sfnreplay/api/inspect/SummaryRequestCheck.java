package io.github.sfnreplay.api.inspect;

import io.github.sfnreplay.api.input.BodyCheck;
import io.github.sfnreplay.api.problem.ValidationErrors;
import io.github.sfnreplay.api.request.FilterCheck;
import org.springframework.http.HttpHeaders;

/// What cannot be told from listings cannot be summarized.
final class SummaryRequestCheck implements BodyCheck<SummaryRequest> {

    @Override
    public Class<SummaryRequest> type() {
        return SummaryRequest.class;
    }

    @Override
    public void check(SummaryRequest request, HttpHeaders headers, ValidationErrors faults) {
        var filter = request.filter();
        if (filter == null) {
            return;
        }
        if (filter.executionArns() != null) {
            faults.at("/filter/executionArns", "leave it out: a summary is of what is listed");
        }
        if (filter.inputMatches() != null) {
            faults.at("/filter/inputMatches", "leave it out: a summary reads no inputs");
        }
        FilterCheck.checkErrors(filter, faults);
        FilterCheck.checkDates(filter, faults);
    }
}
