package io.github.sfnreplay.api.create;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the executions that a file names, and the lines that name none.
final class ExecutionList {

    /// Enough to see what is wrong with a file.
    private static final int MAX_ERRORS = 20;

    /// Of a value that is quoted in an answer.
    private static final int MAX_QUOTED = 100;

    private final int maxItems;
    private final List<ExecutionArn> executions = new ArrayList<>();
    private final List<Map<String, Object>> errors = new ArrayList<>();
    private @Nullable StateMachineArn machine;
    private long lastLine;

    /// @param maxItems how many a file may name
    ExecutionList(int maxItems) {
        this.maxItems = maxItems;
    }

    /// The last line that was looked at; 0 before the first.
    long lastLine() {
        return lastLine;
    }

    /// Takes what stands in a line.
    void add(long line, String text) {
        lastLine = line;
        if (executions.size() >= maxItems) {
            throw new RefusedException(
                    ProblemType.MAX_ITEMS_EXCEEDED,
                    "The file names more than " + maxItems + " executions. Nothing was started. Send it in parts.",
                    Map.of("matched", executions.size() + 1, "maxItems", maxItems));
        }
        try {
            add(line, ExecutionArn.parse(text));
        } catch (IllegalArgumentException e) {
            refuse(line, text.isBlank() ? "names no execution" : "is no ARN of an execution: " + quoted(text));
        }
    }

    private void add(long line, ExecutionArn execution) {
        if (machine == null) {
            machine = execution.machine();
        }
        if (execution.machine().equals(machine)) {
            executions.add(machine.execution(execution.name())); // all share the machine's strings
        } else {
            refuse(line, "is an execution of " + execution.machine() + ", the first one is of " + machine);
        }
    }

    /// Notes that a line names no execution that could be taken.
    ///
    /// @throws RefusedException if there are many such lines: reading on is no use
    void refuse(long line, String detail) {
        errors.add(Map.of("line", line, "detail", detail));
        if (errors.size() >= MAX_ERRORS) {
            throw refusal("; the first " + MAX_ERRORS + " are named");
        }
    }

    /// What was collected.
    ///
    /// @throws RefusedException EXECUTIONS_INVALID if a line was refused, or none was there
    List<ExecutionArn> toList() {
        if (executions.isEmpty() && errors.isEmpty()) {
            errors.add(Map.of("line", 1L, "detail", "the file names no execution"));
        }
        if (!errors.isEmpty()) {
            throw refusal("");
        }
        return executions;
    }

    private RefusedException refusal(String more) {
        return new RefusedException(
                ProblemType.EXECUTIONS_INVALID,
                "The file has lines that name no execution that could be replayed" + more
                        + ". Nothing was started. Correct the file and send it again.",
                Map.of("errors", List.copyOf(errors)));
    }

    private static String quoted(String text) {
        return "'" + (text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…") + "'";
    }
}
