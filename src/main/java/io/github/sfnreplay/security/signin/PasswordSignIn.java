package io.github.sfnreplay.security.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.sfnreplay.api.caller.Role;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/// Signs callers in by name and password.
///
/// A name that nobody has costs the same as one that somebody has: it is compared with the password of one of the
/// users,
/// always the same one for that name, and fails whatever the comparison says. A password that was right is remembered
/// for a while, as a keyed hash, since comparing takes a tenth of a second and browsers send it with every request.
public final class PasswordSignIn implements AuthenticationProvider {

    private static final Logger log = LoggerFactory.getLogger(PasswordSignIn.class);

    /// A page that is open asks every few seconds; nothing but a restart changes a password.
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    /// More than there are users; each takes some hundred bytes.
    private static final int MAX_REMEMBERED = 1_000;

    private static final String MAC = "HmacSHA256";

    private final Map<String, User> users;
    private final List<User> inOrder;
    private final PasswordEncoder encoder;
    private final FailedSignIns failures;
    private final Cache<String, Authentication> proved = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumSize(MAX_REMEMBERED)
            .build();
    private final SecretKeySpec key;

    /// Somebody who may sign in.
    ///
    /// @param password encoded
    public record User(String name, String password, Collection<Role> roles) {

        @Override
        public String toString() {
            return "User[name=" + name + ", roles=" + roles + "]";
        }
    }

    public PasswordSignIn(List<User> users, PasswordEncoder encoder, FailedSignIns failures) {
        this.inOrder = List.copyOf(users);
        this.users = users.stream().collect(java.util.stream.Collectors.toUnmodifiableMap(User::name, user -> user));
        this.encoder = encoder;
        this.failures = failures;
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, MAC);
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        var name = asked.getName();
        var password = String.valueOf(asked.getCredentials());
        var hash = hash(name + '\n' + password);
        var known = proved.getIfPresent(hash);
        if (known != null) {
            return known;
        }
        var address = addressOf(asked);
        failures.attempt(address, name);
        var user = users.get(name);
        if (!encoder.matches(password, (user == null ? standIn(name) : user).password()) || user == null) {
            log.warn("Sign-in failed: {}, from {}", user == null ? "a name that nobody has" : name, address);
            throw new BadCredentialsException("Name or password is wrong.");
        }
        failures.succeeded(address, name);
        var caller = UsernamePasswordAuthenticationToken.authenticated(name, null, authorities(user.roles()));
        proved.put(hash, caller);
        return caller;
    }

    /// Chosen by a hash that only this process can compute, so that the time of an answer tells nothing of a name.
    private User standIn(String name) {
        return inOrder.get(Math.floorMod(hash(name).hashCode(), inOrder.size()));
    }

    static List<SimpleGrantedAuthority> authorities(Collection<Role> roles) {
        return roles.stream()
                .flatMap(role -> role.granted().stream())
                .distinct()
                .map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
    }

    private static String addressOf(Authentication asked) {
        @Nullable Object details = asked.getDetails();
        return details instanceof WebAuthenticationDetails web ? String.valueOf(web.getRemoteAddress()) : "unknown";
    }

    private String hash(String text) {
        try {
            var mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + MAC + ".", e);
        }
    }
}
