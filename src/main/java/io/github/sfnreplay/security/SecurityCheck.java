package io.github.sfnreplay.security;

import io.github.sfnreplay.replay.Command;
import io.github.sfnreplay.security.SecuritySettings.User;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/// Refuses to start with settings that guard less than they seem to. Never prints a password.
final class SecurityCheck {

    private static final String PREFIX = "sfn-replay.security.";
    private static final String EXAMPLE = "{bcrypt}$2y$12$…";

    /// A cost below 10 is faster to guess than what Spring Security itself would write.
    private static final Pattern BCRYPT = Pattern.compile("\\{bcrypt}\\$2[aby]\\$[1-3]\\d\\$[./A-Za-z0-9]{53}");

    /// Names that stand for nobody, or for the service, where it says who did what.
    private static final Set<String> RESERVED = Set.of(Command.ANONYMOUS, Command.ENGINE);

    private SecurityCheck() {}

    /// Where the service can be reached.
    ///
    /// @param property that names the address
    /// @param address null for any
    record Listener(String property, @Nullable InetAddress address) {

        boolean isLoopback() {
            return address != null && address.isLoopbackAddress();
        }
    }

    /// The mode that the settings ask for.
    ///
    /// @param hasTokens whether an issuer of tokens, or its keys, are configured
    /// @throws UnsafeSettingsException unless the settings fit together
    static SecurityMode mode(SecuritySettings settings, boolean hasTokens, List<Listener> listeners) {
        checkUsers(settings.users());
        settings.allowedOrigins().forEach(SecurityCheck::checkOrigin);
        requirePositive("requests-per-second", settings.requestsPerSecond());
        requirePositive("failed-sign-ins-per-minute", settings.failedSignInsPerMinute());
        if (hasTokens && !settings.users().isEmpty()) {
            throw refused(
                    "Both users and an issuer of tokens are configured.",
                    "Set either " + PREFIX + "users, or spring.security.oauth2.resourceserver.jwt.*.");
        }
        var mode = hasTokens ? SecurityMode.JWT : settings.users().isEmpty() ? SecurityMode.OPEN : SecurityMode.BASIC;
        checkSecondPerson(settings.confirmByAnotherAbove(), mode);
        if (mode == SecurityMode.OPEN && !settings.openOnAnyAddress()) {
            listeners.forEach(SecurityCheck::checkLoopback);
        }
        return mode;
    }

    private static void checkLoopback(Listener listener) {
        if (!listener.isLoopback()) {
            var address = listener.address();
            throw refused(
                    "Nobody would have to sign in, and " + listener.property() + " is "
                            + (address == null ? "any address" : address.getHostAddress())
                            + ": whoever reaches the port could start your state machines.",
                    "Set " + listener.property() + "=127.0.0.1, or let people sign in: " + PREFIX + "users[0].name,"
                            + " .password (" + EXAMPLE + ") and .roles, or"
                            + " spring.security.oauth2.resourceserver.jwt.issuer-uri. Only where nobody but this machine"
                            + " reaches the port, as in a container whose port is published on 127.0.0.1, set " + PREFIX
                            + "open-on-any-address=true.");
        }
    }

    private static void checkSecondPerson(@Nullable Integer above, SecurityMode mode) {
        if (above == null) {
            return;
        }
        if (above < 0) {
            throw refused(
                    PREFIX + "confirm-by-another-above is negative.",
                    "Set it to the number of items that one person may start alone, such as 100, or leave it out.");
        }
        if (mode == SecurityMode.OPEN) {
            throw refused(
                    PREFIX + "confirm-by-another-above is set, but nobody has to sign in, so that nobody is another.",
                    "Leave it out, or set " + PREFIX
                            + "users or spring.security.oauth2.resourceserver.jwt.issuer-uri.");
        }
    }

    private static void checkUsers(List<User> users) {
        var names = new HashSet<String>();
        for (var index = 0; index < users.size(); index++) {
            var property = PREFIX + "users[" + index + "]";
            var user = users.get(index);
            checkName(property, user.name());
            if (!names.add(Objects.requireNonNull(user.name()))) {
                throw refused(property + ".name is the name of another user too.", "Give each user a name of its own.");
            }
            checkPassword(property, user.password());
            if (user.roles().isEmpty()) {
                throw refused(
                        property + ".roles is missing.",
                        "Set " + property + ".roles=viewer, operator, editor or admin.");
            }
        }
    }

    private static void checkName(String property, @Nullable String name) {
        if (!StringUtils.hasText(name) || name.indexOf(':') >= 0 || RESERVED.contains(name)) {
            throw refused(
                    property + ".name is missing, has a colon, or is a reserved name (" + Command.ANONYMOUS + ", "
                            + Command.ENGINE + ").",
                    "Set " + property + ".name=alice, for example.");
        }
    }

    private static void checkPassword(String property, @Nullable String password) {
        if (password == null || !BCRYPT.matcher(password).matches()) {
            throw refused(
                    property + ".password is missing, or is not encoded with bcrypt at a cost of 10 or more.",
                    "Encode it, for example with: htpasswd -nBC 12 alice; then set " + property + ".password=" + EXAMPLE
                            + ", with {bcrypt} before what follows the colon. In a shell or in Docker Compose, quote or"
                            + " double the dollar signs.");
        }
    }

    private static void checkOrigin(String origin) {
        try {
            var uri = URI.create(origin);
            if (uri.getHost() != null
                    && uri.getScheme().matches("https?")
                    && uri.getRawPath().isEmpty()) {
                return;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // refused below
        }
        throw refused(
                PREFIX + "allowed-origins has " + origin + ", which is no origin.",
                "Set " + PREFIX + "allowed-origins=https://console.example.com, for example, without a path.");
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw refused(PREFIX + name + " is " + value + ".", "Set it to a number above 0, or leave it out.");
        }
    }

    private static UnsafeSettingsException refused(String description, String action) {
        return new UnsafeSettingsException(description, action);
    }
}
