package io.github.sfnreplay.api.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/// A policy as AWS IAM takes it.
record IamPolicy(
        @JsonProperty("Version") String version,
        @JsonProperty("Statement") List<Statement> statement) {

    /// The only version of IAM's language that knows wildcards as they are used here.
    static final String VERSION = "2012-10-17";

    /// What is allowed on what.
    @Schema(name = "IamStatement")
    record Statement(
            @JsonProperty("Sid") String sid,
            @JsonProperty("Effect") String effect,
            @JsonProperty("Action") List<String> action,
            @JsonProperty("Resource") List<String> resource) {

        static Statement allowing(String sid, List<String> actions, List<String> resources) {
            return new Statement(sid, "Allow", actions, resources);
        }
    }
}
