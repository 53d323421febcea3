package io.github.sfnreplay.api.caller;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.modulith.NamedInterface;

/// What a caller may do. Each role includes those that it names as included.
@NamedInterface("callers")
public enum Role {
    /// Looks at everything, inputs of executions too.
    VIEWER,
    /// Creates, confirms and controls replays, with the inputs that the executions had.
    OPERATOR(VIEWER),
    /// May also change the inputs: `inputTransform`.
    EDITOR(OPERATOR),
    /// May also delete replays, pause all of them, and read every endpoint of the actuator.
    ADMIN(EDITOR),
    /// Reads the endpoints of the actuator, such as metrics, and nothing else.
    MONITOR;

    private static final String AUTHORITY = "ROLE_";

    private final Set<Role> included;

    Role(Role... included) {
        this.included = Set.of(included);
    }

    /// The role and all that it includes.
    public Set<Role> granted() {
        var granted = EnumSet.of(this);
        included.forEach(role -> granted.addAll(role.granted()));
        return granted;
    }

    /// The name that Spring Security knows the role by.
    public String authority() {
        return AUTHORITY + name();
    }

    /// As it stands in settings, tokens and answers, such as `viewer`.
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role of that label; nothing for any other text.
    public static Optional<Role> labelled(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
