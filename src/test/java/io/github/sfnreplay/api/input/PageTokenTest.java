package io.github.sfnreplay.api.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sfnreplay.api.problem.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTokenTest {

    private final PageToken tokens = new PageToken("/replays/1[]");

    @Test
    void holdsAPositionForItsListingOnly() {
        assertThat(tokens.readIndex(tokens.at("100"))).isEqualTo(100);
        assertThatThrownBy(() -> new PageToken("/replays/2[]").readIndex(tokens.at("100")))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1e3", "99999999999"})
    void refusesAForgedPositionThatIsNoIndex(String position) {
        assertThatThrownBy(() -> tokens.readIndex(tokens.at(position))).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "%", "AAAA", "\uD83D\uDE00"})
    void refusesWhatIsNoToken(String token) {
        assertThatThrownBy(() -> tokens.read(token)).isInstanceOf(RefusedException.class);
    }
}
