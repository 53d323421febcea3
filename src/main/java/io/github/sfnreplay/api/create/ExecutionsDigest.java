package io.github.sfnreplay.api.create;

import io.github.sfnreplay.replay.ReplayName;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import java.util.HexFormat;
import java.util.List;

/// Tells one file of executions from another.
final class ExecutionsDigest {

    private ExecutionsDigest() {}

    /// A chain of SHA-256, so that no text of the whole is needed.
    static String of(List<ExecutionArn> executions) {
        var digest = "";
        for (var execution : executions) {
            digest = HexFormat.of().formatHex(ReplayName.sha256(digest + execution));
        }
        return digest;
    }
}
