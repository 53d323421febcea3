package io.github.sfnreplay.security;

import io.github.sfnreplay.api.caller.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who may call. Checked by [SecurityCheck], not here: what a failed binding says may name the value, which may be a
/// password.
///
/// @param openOnAnyAddress whether the service may be reached from other machines though nobody has to sign in
/// @param users who signs in with name and password; none for another mode
/// @param rolesClaim the claim of a token that holds the roles, parts of a path divided by dots; null for `roles`, or
///        else `scope`
/// @param rolesPrefix what a role in a token begins with, such as `sfn-replay:`
/// @param confirmByAnotherAbove how many items one person may start alone; null for any number
/// @param allowedOrigins of pages elsewhere that may call, such as `https://console.example.com`
/// @param requestsPerSecond of one caller
/// @param failedSignInsPerMinute of one address, and as many for one name
@ConfigurationProperties("sfn-replay.security")
public record SecuritySettings(
        @DefaultValue("false") boolean openOnAnyAddress,
        @DefaultValue List<User> users,
        @Nullable String rolesClaim,
        @DefaultValue("") String rolesPrefix,
        @Nullable Integer confirmByAnotherAbove,
        @DefaultValue List<String> allowedOrigins,
        @DefaultValue("500") int requestsPerSecond,
        @DefaultValue("20") int failedSignInsPerMinute) {

    /// Somebody who signs in.
    ///
    /// @param password encoded, such as `{bcrypt}$2y$12$…`
    public record User(
            @Nullable String name,
            @Nullable String password,
            @DefaultValue List<Role> roles) {

        public User {
            roles = List.copyOf(roles);
        }

        @Override
        public String toString() {
            return "User[name=" + name + ", roles=" + roles + "]";
        }
    }

    public SecuritySettings {
        users = List.copyOf(users);
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
