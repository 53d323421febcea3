/// The gateway to AWS Step Functions: a port in our own words, and the only package that knows the AWS SDK.
@NullMarked
package io.github.sfnreplay.stepfunctions;

import org.jspecify.annotations.NullMarked;
