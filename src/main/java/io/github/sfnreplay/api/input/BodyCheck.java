package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ValidationErrors;
import org.springframework.http.HttpHeaders;

/// What holds between the fields of a body, and cannot be said at one of them.
///
/// @param <T> the body
public interface BodyCheck<T> {

    Class<T> type();

    /// Notes the faults of a body that may lack what is required: that is noted already.
    void check(T body, HttpHeaders headers, ValidationErrors faults);
}
