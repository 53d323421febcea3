package io.github.sfnreplay.api.docs;

import io.github.sfnreplay.replay.RequestBounds;
/// Words and numbers that the annotations of several records share.

public final class DocTexts {

    public static final String REQUIRED = "is required";
    public static final String JSON = "application/json";
    public static final String REPLAYS = "Replays";
    public static final String CONTROL = "Control";
    public static final String EXECUTIONS = "Executions";
    public static final String PROBLEMS = "Problems";
    public static final String CALLER = "Caller";

    /// The domain's bound, as a constant that annotations can name.
    public static final int EXPRESSION = RequestBounds.MAX_EXPRESSION;

    /// The domain's bound, as a constant that annotations can name.
    public static final int REASON = RequestBounds.MAX_REASON;
    public static final String MACHINE = "arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine";
    public static final String SOURCE_MACHINE =
            "The STANDARD state machine whose executions are replayed. With a version or an"
                    + " alias, only the executions started by it, and they are started by it again.";
    public static final String TRANSFORM =
            "JSONata that makes the new input: `$` is the old one, `$execution` has `arn`, `name`,"
                    + " `status`, `startedAt`, `stoppedAt` of the source. Without it the input is sent on byte for byte.";

    private DocTexts() {}
}
