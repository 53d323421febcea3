package io.github.sfnreplay.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sfnreplay.api.caller.Role;
import io.github.sfnreplay.security.SecurityCheck.Listener;
import io.github.sfnreplay.security.SecuritySettings.User;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityCheckTest {

    private static final String ENCODED = "{bcrypt}$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG";
    private static final List<Listener> LOOPBACK =
            List.of(new Listener("server.address", InetAddress.getLoopbackAddress()));
    private static final List<Listener> ANYWHERE = List.of(new Listener("server.address", null));

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.9.10", "::1"})
    void isOpenOnLoopback(String address) throws UnknownHostException {
        assertThat(SecurityCheck.mode(
                        settings(false, null, List.of()),
                        false,
                        List.of(new Listener("server.address", InetAddress.getByName(address)))))
                .isEqualTo(SecurityMode.OPEN);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 0.0.0.0", "'::', 0:0:0:0:0:0:0:0", "192.168.1.5, 192.168.1.5", ", any address"})
    void doesNotStartOpenOnAnotherAddress(@Nullable String address, String said) throws UnknownHostException {
        var listener = new Listener("server.address", address == null ? null : InetAddress.getByName(address));

        assertThatThrownBy(() -> SecurityCheck.mode(settings(false, null, List.of()), false, List.of(listener)))
                .isInstanceOfSatisfying(
                        UnsafeSettingsException.class,
                        refused -> assertThat(refused.getMessage() + " " + refused.action())
                                .contains(
                                        said,
                                        "server.address=127.0.0.1",
                                        "sfn-replay.security.users[0].name",
                                        "issuer-uri",
                                        "sfn-replay.security.open-on-any-address=true"));
    }

    @Test
    void doesNotStartOpenWithThePortOfTheActuatorElsewhere() {
        var listeners = List.of(LOOPBACK.getFirst(), new Listener("management.server.address", null));

        assertThatThrownBy(() -> SecurityCheck.mode(settings(false, null, List.of()), false, listeners))
                .hasMessageContaining("management.server.address");
    }

    @Test
    void isOpenAnywhereOnlyWhenToldSo() {
        assertThat(SecurityCheck.mode(settings(true, null, List.of()), false, ANYWHERE))
                .isEqualTo(SecurityMode.OPEN);
    }

    @Test
    void isReachableFromAnywhereWherePeopleSignIn() {
        assertThat(SecurityCheck.mode(settings(false, null, users(ENCODED)), false, ANYWHERE))
                .isEqualTo(SecurityMode.BASIC);
        assertThat(SecurityCheck.mode(settings(false, null, List.of()), true, ANYWHERE))
                .isEqualTo(SecurityMode.JWT);
    }

    @Test
    void takesUsersOrTokensButNotBoth() {
        assertThatThrownBy(() -> SecurityCheck.mode(settings(false, null, users(ENCODED)), true, LOOPBACK))
                .hasMessageContaining("Both users and an issuer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Summer2026",
                "{noop}Summer2026",
                "{bcrypt}Summer2026",
                "{bcrypt}$2a$04$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG",
                "$2a$10$dXJ3SW6G7P50lGmMkkmwe.20cQQubK3.HZWzG3YB1tlRy.fqvM/BG"
            })
    void refusesAPasswordThatIsNotEncodedAndDoesNotPrintIt(String password) {
        assertThatThrownBy(() -> SecurityCheck.mode(settings(false, null, users(password)), false, LOOPBACK))
                .isInstanceOfSatisfying(
                        UnsafeSettingsException.class,
                        refused -> assertThat(refused.getMessage() + refused.action())
                                .contains("sfn-replay.security.users[0].password", "{bcrypt}")
                                .doesNotContain("Summer", password));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a:b", "anonymous", "sfn-replay"})
    void refusesNamesThatCannotBeToldFromOthers(String name) {
        var users = List.of(new User(name, ENCODED, List.of(Role.VIEWER)));

        assertThatThrownBy(() -> SecurityCheck.mode(settings(false, null, users), false, LOOPBACK))
                .hasMessageContaining("sfn-replay.security.users[0].name");
    }

    @Test
    void refusesANameGivenTwiceAndAUserWithoutRoles() {
        var twice = List.of(users(ENCODED).getFirst(), users(ENCODED).getFirst());
        var none = List.of(new User("bob", ENCODED, List.of()));

        assertThatThrownBy(() -> SecurityCheck.mode(settings(false, null, twice), false, LOOPBACK))
                .hasMessageContaining("users[1].name");
        assertThatThrownBy(() -> SecurityCheck.mode(settings(false, null, none), false, LOOPBACK))
                .hasMessageContaining("users[0].roles");
    }

    @Test
    void asksForASecondPersonOnlyWherePeopleAreKnown() {
        assertThatThrownBy(() -> SecurityCheck.mode(settings(false, 100, List.of()), false, LOOPBACK))
                .hasMessageContaining("confirm-by-another-above");
        assertThatThrownBy(() -> SecurityCheck.mode(settings(false, -1, users(ENCODED)), false, LOOPBACK))
                .hasMessageContaining("confirm-by-another-above");
        assertThat(SecurityCheck.mode(settings(false, 0, users(ENCODED)), false, LOOPBACK))
                .isEqualTo(SecurityMode.BASIC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "null", "https://a.example/path", "console.example.com", "file:///x", "https://"})
    void refusesOriginsThatAreNone(String origin) {
        var settings = new SecuritySettings(false, List.of(), null, "", null, List.of(origin), 1, 1);

        assertThatThrownBy(() -> SecurityCheck.mode(settings, false, LOOPBACK)).hasMessageContaining("allowed-origins");
    }

    @Test
    void keepsPasswordsOutOfTexts() {
        assertThat(settings(false, null, users(ENCODED)).toString())
                .contains("alice")
                .doesNotContain("bcrypt", "$2a");
    }

    private static List<User> users(String password) {
        return List.of(new User("alice", password, List.of(Role.VIEWER)));
    }

    private static SecuritySettings settings(boolean anywhere, @Nullable Integer above, List<User> users) {
        return new SecuritySettings(anywhere, users, null, "", above, List.of(), 500, 20);
    }
}
