package io.github.sfnreplay.api;

import org.springframework.http.HttpHeaders;

/// What holds between the fields of a body, and cannot be said at one of them.
///
/// @param <T> the body
interface BodyCheck<T> {

    Class<T> type();

    /// Notes the faults of a body that may lack what is required: that is noted already.
    void check(T body, HttpHeaders headers, Faults faults);
}
