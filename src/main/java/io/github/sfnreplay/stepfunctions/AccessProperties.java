package io.github.sfnreplay.stepfunctions;

import io.github.sfnreplay.stepfunctions.credentials.AccountRole;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What may be touched, and by which role. Only an operator says so, never a request.
///
/// @param allowedStateMachines patterns of the ARNs that may be source or target; null for all
/// @param accounts by their 12 digits, the role that is assumed there
@ConfigurationProperties("sfn-replay")
public record AccessProperties(
        @Nullable List<String> allowedStateMachines,
        @DefaultValue Map<String, AccountRole> accounts) {

    private static final String ALLOWED = "sfn-replay.allowed-state-machines";

    public AccessProperties {
        if (allowedStateMachines != null) {
            allowedStateMachines = List.copyOf(allowedStateMachines);
            if (allowedStateMachines.isEmpty()) {
                throw new IllegalArgumentException(ALLOWED + " is set but empty: name a pattern, such as "
                        + StateMachinePattern.EXAMPLE + ", or leave it out to allow all that the credentials reach");
            }
            allowedStateMachines.forEach(AccessProperties::pattern);
        }
        accounts = new TreeMap<>(accounts);
        accounts.forEach((account, role) -> role.requireAccount(account));
    }

    private static StateMachinePattern pattern(String text) {
        try {
            return StateMachinePattern.parse(text);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(ALLOWED + " has " + refused.getMessage());
        }
    }

    /// The state machines that may be touched.
    public AllowedStateMachines allowed() {
        return allowedStateMachines == null
                ? AllowedStateMachines.all()
                : AllowedStateMachines.of(allowedStateMachines.stream()
                        .map(AccessProperties::pattern)
                        .toList());
    }
}
