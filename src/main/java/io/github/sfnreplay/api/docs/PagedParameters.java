package io.github.sfnreplay.api.docs;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Documents the parameters that every listing has.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = "pageSize",
        in = ParameterIn.QUERY,
        description = "Above 1000 it means 1000.",
        schema = @Schema(type = "integer", format = "int32", minimum = "1", defaultValue = "100"))
@Parameter(
        name = "pageToken",
        in = ParameterIn.QUERY,
        description = "The `nextPageToken` of the page before, with the same filters.",
        schema = @Schema(type = "string"))
public @interface PagedParameters {}
