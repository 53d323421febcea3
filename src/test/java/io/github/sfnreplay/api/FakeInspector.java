package io.github.sfnreplay.api;

import io.github.sfnreplay.replay.ExecutionInspector;
import io.github.sfnreplay.replay.ExecutionSummary;
import io.github.sfnreplay.replay.Fault;
import io.github.sfnreplay.replay.Item;
import io.github.sfnreplay.replay.Replay;
import io.github.sfnreplay.replay.ReplayException;
import io.github.sfnreplay.replay.Selection;
import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.ExecutionStatus;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// An inspector that knows one machine, and tells back what it was asked.
public class FakeInspector implements ExecutionInspector {

    private static final String INPUT = "{\"id\": 1.50, \"big\": 12345678901234567890}";

    @Override
    public ItemInput input(Replay replay, Item item) {
        if (item.index() == 1) {
            return new ItemInput(null, null);
        }
        return new ItemInput(INPUT, item.index() == 2 ? new Outcome(null, "is no input", 4) : Outcome.of("{\"n\": 1}"));
    }

    @Override
    public Evaluation evaluate(StateMachineArn machine, Subject subject, Expressions expressions) {
        return switch (subject) {
            case Subject.Given given -> evaluation(null, given.json(), expressions);
            case Subject.Of one -> evaluation(one.execution(), INPUT, expressions);
            case Subject.Newest newest -> evaluation(machine.unqualified().execution("newest"), INPUT, expressions);
        };
    }

    private static Evaluation evaluation(@Nullable ExecutionArn execution, String input, Expressions expressions) {
        return new Evaluation(
                execution,
                input,
                expressions.inputMatches() == null ? null : Outcome.of("true"),
                expressions.distinctBy() == null ? null : Outcome.of(null),
                expressions.inputTransform() == null ? null : new Outcome(null, "has no closing bracket", 3));
    }

    @Override
    public ExecutionSummary summarize(StateMachineArn machine, Selection filter) {
        var counts = filter.statuses().stream().collect(Collectors.toMap(status -> status, status -> 2));
        return new ExecutionSummary(
                counts,
                List.of(new ExecutionSummary.Hour(
                        Instant.parse("2026-11-01T08:00:00Z"), Map.of(ExecutionStatus.FAILED, 2))),
                List.of(new ExecutionSummary.ErrorCount(
                        "E", null, 2, machine.unqualified().execution("a"))),
                2,
                4,
                false);
    }

    @Override
    public MachinePage stateMachines(String region, @Nullable String pageToken) {
        if (pageToken != null && !pageToken.equals("next")) {
            throw new ReplayException(new Fault(Fault.Kind.INVALID_PAGE_TOKEN, "not a token of this list"));
        }
        var machine = new Machine(StateMachineArn.parse(Api.MACHINE), Machine.Type.STANDARD, null);
        var express = new Machine(StateMachineArn.parse(Api.MACHINE + "2"), Machine.Type.EXPRESS, "keeps no list");
        return pageToken == null ? new MachinePage(List.of(machine), "next") : new MachinePage(List.of(express), null);
    }

    @Override
    public Qualifiers qualifiers(StateMachineArn machine) {
        return new Qualifiers(
                List.of(new Qualifier(StateMachineArn.parse(Api.MACHINE + ":2"), Api.NOW)),
                List.of(new Qualifier(StateMachineArn.parse(Api.MACHINE + ":PROD"), Api.NOW)));
    }
}
