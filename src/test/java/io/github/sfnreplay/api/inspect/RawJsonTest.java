package io.github.sfnreplay.api.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// JSON texts in answers.
class RawJsonTest {

    @Test
    void writesHalfASurrogatePairAsAnEscape() {
        assertThat(RawJson.writable("{\"a\":\"\udc00x\ud83d\"}")).isEqualTo("{\"a\":\"\\udc00x\\ud83d\"}");
    }

    @Test
    void leavesEverythingElseAsItIs() {
        assertThat(RawJson.writable("{\"a\":\"\ud83d\ude00 é\"}")).isEqualTo("{\"a\":\"\ud83d\ude00 é\"}");
        assertThat(RawJson.writableIfAny(null)).isNull();
    }
}
