package io.github.sfnreplay.replay;

import io.github.sfnreplay.stepfunctions.ExecutionArn;
import io.github.sfnreplay.stepfunctions.StateMachineArn;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Looks at machines and executions for a person who plans a replay. It starts nothing and stores nothing; its calls
/// are paced like all others and bounded in time.
///
/// Every method throws a [ReplayException] when Step Functions does not give an answer in time: UPSTREAM_ERROR,
/// UPSTREAM_THROTTLED, UPSTREAM_ACCESS_DENIED, STATE_MACHINE_NOT_FOUND, STATE_MACHINE_TYPE_NOT_SUPPORTED,
/// EXECUTION_NOT_FOUND, SHUTTING_DOWN; and STATE_MACHINE_NOT_ALLOWED for a machine that may not be touched.
public interface ExecutionInspector {

    /// Reads the input of the item's source, and says what the replay's `inputTransform` makes of it.
    ItemInput input(Replay replay, Item item);

    /// Evaluates expressions on one input. One that fails does not keep the others from their results.
    Evaluation evaluate(StateMachineArn machine, Subject subject, Expressions expressions);

    /// Counts what a selection finds, and samples why executions failed.
    ///
    /// @param filter without `executionArns` and `inputMatches`; its `errors` choose among the sampled failures
    /// @throws IllegalArgumentException if the filter has what cannot be summarized
    ExecutionSummary summarize(StateMachineArn machine, Selection filter);

    /// One page of the machines in the Region that may be touched, in the account of the service's credentials; it can
    /// be empty before the last.
    ///
    /// @param pageToken what the page before gave; null for the first page
    /// @throws ReplayException also INVALID_PAGE_TOKEN
    MachinePage stateMachines(String region, @Nullable String pageToken);

    /// The versions and aliases of a machine.
    ///
    /// @param machine a qualifier is ignored
    Qualifiers qualifiers(StateMachineArn machine);

    /// What a source was started with, and what its replay is started with.
    ///
    /// @param input JSON text as AWS tells it; null where AWS does not include it
    /// @param newInput what `inputTransform` gives; null where there is no transform or no input
    record ItemInput(@Nullable String input, @Nullable Outcome newInput) {}

    /// What an expression gave.
    ///
    /// @param value JSON text; null if it gave no value, or failed
    /// @param error one sentence that holds no value of the input; null if it did not fail
    /// @param position where the expression broke, in characters from 0; null if that is not known
    record Outcome(
            @Nullable String value,
            @Nullable String error,
            @Nullable Integer position) {

        public static Outcome of(@Nullable String value) {
            return new Outcome(value, null, null);
        }
    }

    /// The expressions of a replay; those that are null are not evaluated.
    record Expressions(
            @Nullable String inputMatches,
            @Nullable String distinctBy,
            @Nullable String inputTransform) {}

    /// What expressions are evaluated on.
    sealed interface Subject {

        /// A given input, with an example as `$execution`.
        ///
        /// @param json JSON text
        record Given(String json) implements Subject {}

        /// The input of that execution.
        record Of(ExecutionArn execution) implements Subject {}

        /// The input of the newest execution of the machine.
        record Newest() implements Subject {}
    }

    /// The results of expressions; null for those that were not asked for.
    ///
    /// @param execution whose input was used; null where the input was given
    /// @param input JSON text of the input that was used
    /// @param inputMatches `true` or `false`
    /// @param distinctBy the key as JSON text; without a value the item has no key and stays
    /// @param inputTransform the new input
    record Evaluation(
            @Nullable ExecutionArn execution,
            String input,
            @Nullable Outcome inputMatches,
            @Nullable Outcome distinctBy,
            @Nullable Outcome inputTransform) {}

    /// A page of machines.
    ///
    /// @param nextPageToken null on the last page
    record MachinePage(
            List<Machine> stateMachines, @Nullable String nextPageToken) {

        public MachinePage {
            stateMachines = List.copyOf(stateMachines);
        }
    }

    /// A machine that one may choose.
    ///
    /// @param type STANDARD or EXPRESS
    /// @param whyNotReplayable one sentence; null if it can be replayed
    record Machine(StateMachineArn arn, Type type, @Nullable String whyNotReplayable) {

        public enum Type {
            STANDARD,
            EXPRESS
        }
    }

    /// What points at the definitions of a machine, newest first.
    record Qualifiers(List<Qualifier> versions, List<Qualifier> aliases) {

        public Qualifiers {
            versions = List.copyOf(versions);
            aliases = List.copyOf(aliases);
        }
    }

    /// A version or an alias.
    ///
    /// @param arn with the qualifier
    record Qualifier(StateMachineArn arn, Instant createdAt) {}
}
