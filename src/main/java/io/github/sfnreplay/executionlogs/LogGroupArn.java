package io.github.sfnreplay.executionlogs;

import java.util.regex.Pattern;

/// The ARN of a log group, without the `:*` at its end.
public record LogGroupArn(String partition, String region, String accountId, String name) {

    private static final Pattern FORM =
            Pattern.compile("arn:(aws[a-z-]*):logs:([a-z0-9-]+):(\\d{12}):log-group:([^:]{1,512})(:\\*)?");

    /// Parses the ARN, or says in an [IllegalArgumentException] what was expected.
    public static LogGroupArn parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is no ARN of a log group; expected arn:aws:logs:<region>:<account>:log-group:<name>");
        }
        return new LogGroupArn(parts.group(1), parts.group(2), parts.group(3), parts.group(4));
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":logs:" + region + ":" + accountId + ":log-group:" + name;
    }
}
