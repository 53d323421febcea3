package io.github.sfnreplay.api.caller;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import io.github.sfnreplay.replay.Command;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/// Who asks for what the current thread does.
///
/// @param name [Command#ANONYMOUS] where nobody has to sign in
/// @param signedIn whether the name was proved
@NamedInterface("callers")
public record Caller(String name, boolean signedIn, Set<Role> roles) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /// The caller of the request that this thread answers.
    public static Caller current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    private static Caller of(@Nullable Authentication authentication) {
        if (authentication == null) {
            return new Caller(Command.ANONYMOUS, false, Set.of());
        }
        var signedIn = !(authentication instanceof AnonymousAuthenticationToken);
        return new Caller(signedIn ? authentication.getName() : Command.ANONYMOUS, signedIn, rolesOf(authentication));
    }

    private static Set<Role> rolesOf(Authentication authentication) {
        var roles = EnumSet.noneOf(Role.class);
        Arrays.stream(Role.values())
                .filter(role -> authentication.getAuthorities().stream()
                        .anyMatch(authority -> role.authority().equals(authority.getAuthority())))
                .forEach(roles::add);
        return roles;
    }

    /// Refuses what the path alone does not tell.
    ///
    /// @param what the caller wants to do, as the beginning of a sentence
    /// @throws RefusedException FORBIDDEN unless the caller has the role
    public void require(Role role, String what) {
        if (!roles.contains(role)) {
            throw new RefusedException(
                    ProblemType.FORBIDDEN,
                    what + " needs the role " + role.label() + ", which you do not have. Ask whoever runs the service.",
                    Map.of("requiredRole", role.label()));
        }
    }
}
