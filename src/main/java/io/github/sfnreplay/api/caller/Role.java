package io.github.sfnreplay.api.caller;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/// What a caller may do. A role may include another, with all that this one may do.
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

    private final @Nullable Role included;

    Role() {
        this.included = null;
    }

    Role(Role included) {
        this.included = included;
    }

    /// The role and all that it includes.
    public Set<Role> granted() {
        var granted = EnumSet.of(this);
        if (included != null) {
            granted.addAll(included.granted());
        }
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
