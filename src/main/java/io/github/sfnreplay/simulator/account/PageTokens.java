package io.github.sfnreplay.simulator.account;

import io.github.sfnreplay.simulator.spec.AwsError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Issues page tokens that hold a position, are bound to the other arguments of the call, and die.
public final class PageTokens {

    private final InstantSource clock;
    private final Duration life;
    private final String salt = UUID.randomUUID().toString();
    private final AtomicInteger generation = new AtomicInteger();

    public PageTokens(InstantSource clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    /// Makes all tokens issued so far invalid.
    public void expireAll() {
        generation.incrementAndGet();
    }

    public String issue(String arguments, Position position) {
        var content = generation.get() + " " + clock.millis() + " " + position.key() + " " + position.sequence();
        var token = content + " " + seal(arguments, content);
        return Base64.getUrlEncoder().encodeToString(token.getBytes(StandardCharsets.US_ASCII));
    }

    /// Where to go on, or null without a token.
    public @Nullable Position read(@Nullable String token, String arguments) {
        if (token == null) {
            return null;
        }
        if (token.isEmpty()) {
            throw AwsError.constraint("nextToken", "", "have length greater than or equal to 1");
        }
        var words = decode(token).split(" ", -1);
        if (words.length != 5
                || !words[4].equals(seal(arguments, String.join(" ", words[0], words[1], words[2], words[3])))) {
            throw AwsError.invalidToken();
        }
        var age = clock.millis() - Long.parseLong(words[1]);
        if (age > life.toMillis() || Integer.parseInt(words[0]) != generation.get()) {
            throw AwsError.invalidToken();
        }
        return new Position(Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException e) {
            throw AwsError.invalidToken();
        }
    }

    private String seal(String arguments, String content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest((salt + "\n" + arguments + "\n" + content).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
