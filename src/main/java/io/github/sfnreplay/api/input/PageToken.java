package io.github.sfnreplay.api.input;

import io.github.sfnreplay.api.problem.ProblemType;
import io.github.sfnreplay.api.problem.RefusedException;
import io.github.sfnreplay.replay.ReplayName;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/// An opaque place in a listing, which holds for that listing only.
///
/// @param scope what is listed, with all its filters
public record PageToken(String scope) {

    /// 64 bits: enough to notice a token of another listing, and the token stays short.
    private static final int CHECK_BYTES = 8;

    /// The token of the page that begins there.
    ///
    /// @param position where the next page begins
    public String at(String position) {
        var text = check(position) + position;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The position that was put in.
    ///
    /// @throws RefusedException if the token is not of this listing
    public String read(String token) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            var length = Math.min(text.length(), 2 * CHECK_BYTES);
            var position = text.substring(length);
            if (text.substring(0, length).equals(check(position))) {
                return position;
            }
        } catch (IllegalArgumentException e) {
            throw refused();
        }
        throw refused();
    }

    /// The index that was put in.
    ///
    /// @throws RefusedException if the token is not of this listing
    public int readIndex(String token) {
        try {
            return Integer.parseInt(read(token));
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    static RefusedException refused() {
        return new RefusedException(
                ProblemType.INVALID_PAGE_TOKEN,
                "The pageToken is not one that this listing, with these filters, gave. Leave it out to begin again.",
                Map.of());
    }

    private String check(String position) {
        return HexFormat.of().formatHex(ReplayName.sha256(scope + "\n" + position), 0, CHECK_BYTES);
    }
}
