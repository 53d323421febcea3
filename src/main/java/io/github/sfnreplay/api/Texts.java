package io.github.sfnreplay.api;

/// Words and numbers that the annotations of several records share.
final class Texts {

    static final String REQUIRED = "is required";
    static final String JSON = "application/json";
    static final String REPLAYS = "Replays";
    static final String CONTROL = "Control";
    static final String PROBLEMS = "Problems";
    static final int EXPRESSION = 4_096;
    static final int REASON = 1_024;
    static final String MACHINE = "arn:aws:states:ap-northeast-1:123456789012:stateMachine:TestStateMachine";
    static final String SOURCE_MACHINE =
            "The STANDARD state machine whose executions are replayed. With a version or an"
                    + " alias, only the executions started by it, and they are started by it again.";
    static final String TRANSFORM =
            "JSONata that makes the new input: `$` is the old one, `$execution` has `arn`, `name`,"
                    + " `status`, `startedAt`, `stoppedAt` of the source. Without it the input is sent on byte for byte.";

    private Texts() {}
}
