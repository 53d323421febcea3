package io.github.sfnreplay.api.docs;

import io.github.sfnreplay.api.problem.ProblemType;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Tells the OpenAPI document what a method answers besides its body.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface DocumentedResponses {

    /// Problems besides those that every method has.
    ProblemType[] problems() default {};

    /// Whether AWS is asked, so that it may fail.
    boolean upstream() default false;

    /// Whether there is a `Location`.
    boolean location() default false;

    /// Whether there is a `Retry-After` while the replay changes by itself.
    boolean poll() default false;

    /// Whether there is an `ETag`.
    boolean etag() default false;

    /// Whether `If-None-Match` is heeded.
    boolean ifNoneMatch() default false;

    /// Whether `If-Match` is heeded.
    boolean ifMatch() default false;
}
