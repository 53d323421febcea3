package io.github.sfnreplay.security.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bucket4j.TimeMeter;
import io.github.sfnreplay.api.caller.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.crypto.password.PasswordEncoder;

class PasswordSignInTest {

    private static final int FAILURES = 5;

    private final List<String> compared = new ArrayList<>();
    private long nanos = 1;

    /// Writes down each comparison, which is what takes the time.
    private final PasswordEncoder encoder = new PasswordEncoder() {
        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            return "encoded " + password;
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
            compared.add(String.valueOf(encoded));
            return Objects.equals(encode(password), encoded);
        }
    };

    private final PasswordSignIn signIn = new PasswordSignIn(
            List.of(
                    new PasswordSignIn.User("alice", "encoded one", List.of(Role.EDITOR)),
                    new PasswordSignIn.User("bob", "encoded two", List.of(Role.VIEWER, Role.MONITOR))),
            encoder,
            new FailedSignIns(FAILURES, new TimeMeter() {
                @Override
                public long currentTimeNanos() {
                    return nanos;
                }

                @Override
                public boolean isWallClockBased() {
                    return false;
                }
            }));

    @Test
    void grantsARoleWithAllThatItIncludes() {
        assertThat(signIn.authenticate(asked("alice", "one")).getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .containsExactlyInAnyOrder("ROLE_EDITOR", "ROLE_OPERATOR", "ROLE_VIEWER");
        assertThat(signIn.authenticate(asked("bob", "two")).getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .containsExactlyInAnyOrder("ROLE_VIEWER", "ROLE_MONITOR");
    }

    @Test
    void comparesOnePasswordWhetherOrNotSomebodyHasTheName() {
        assertRefused("alice", "wrong");
        assertRefused("nobody", "wrong");

        assertThat(compared).hasSize(2).allMatch(encoded -> encoded.startsWith("encoded "));
    }

    @Test
    void takesTheSamePasswordForANameThatNobodyHasEveryTimeAndNotTheSameForAll() {
        var standIns = IntStream.range(0, 64)
                .mapToObj(i -> {
                    nanos += 60_000_000_000L;
                    assertRefused("nobody-" + i, "wrong");
                    assertRefused("nobody-" + i, "other");
                    return List.of(compared.removeFirst(), compared.removeFirst());
                })
                .toList();

        assertThat(standIns).allMatch(pair -> pair.getFirst().equals(pair.getLast()));
        assertThat(standIns.stream().map(List::getFirst)).contains("encoded one", "encoded two");
    }

    @Test
    void refusesANameThatNobodyHasEvenWithThePasswordOfAnother() {
        assertRefused("nobody", "one");
        assertRefused("nobody", "two");
        assertRefused("alice", "two");
    }

    @Test
    void comparesAPasswordThatWasRightOnlyOnce() {
        var first = signIn.authenticate(asked("alice", "one"));

        assertThat(signIn.authenticate(asked("alice", "one"))).isSameAs(first);
        assertThat(compared).hasSize(1);
        assertThat(first.getCredentials()).isNull();
        assertRefused("alice", "one ");
    }

    @Test
    void looksAtNoPasswordAfterTooManyFailuresUntilTimeHasPassed() {
        IntStream.range(0, FAILURES).forEach(i -> assertRefused("alice", "wrong"));
        compared.clear();

        assertThatExceptionOfType(TooManyFailuresException.class)
                .isThrownBy(() -> signIn.authenticate(asked("alice", "one")))
                .satisfies(refused -> assertThat(refused.seconds()).isBetween(1L, 60L));
        assertThat(compared).isEmpty();

        nanos += 60_000_000_000L;
        assertThat(signIn.authenticate(asked("alice", "one")).isAuthenticated()).isTrue();
    }

    @Test
    void whatSucceedsCountsForNoFailure() {
        for (var i = 0; i < 3 * FAILURES; i++) {
            assertThat(signIn.authenticate(asked("alice", "one")).getName()).isEqualTo("alice");
        }
        IntStream.range(0, FAILURES).forEach(i -> assertRefused("bob", "wrong"));
    }

    private void assertRefused(String name, String password) {
        assertThatExceptionOfType(BadCredentialsException.class)
                .isThrownBy(() -> signIn.authenticate(asked(name, password)))
                .withMessage("Name or password is wrong.");
    }

    private static Authentication asked(String name, String password) {
        return UsernamePasswordAuthenticationToken.unauthenticated(name, password);
    }
}
