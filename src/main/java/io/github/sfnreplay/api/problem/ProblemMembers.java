package io.github.sfnreplay.api.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.JacksonMixin;
import org.springframework.http.ProblemDetail;

/// Writes the members of a problem in the order of RFC 9457, then the properties of its type.
@JacksonMixin(ProblemDetail.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "properties"})
interface ProblemMembers {

    @JsonAnySetter
    void setProperty(String name, @Nullable Object value);

    @JsonAnyGetter
    Map<String, Object> getProperties();
}
