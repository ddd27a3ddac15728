package io.github.bedrockbatch.simulator;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A session of a role, which its token describes whole, so that it outlives this process.
 *
 * @param user the ARN of the assumed role
 */
record Session(String user, Instant expiration) {
    String token() {
        String text = expiration + " " + user;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The session of a token; empty for a token that is not one of ours. */
    static Optional<Session> of(String token) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            return Optional.of(new Session(text.substring(space + 1), Instant.parse(text.substring(0, space))));
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Refuses a request whose session has expired. */
    static void check(String token, Instant now) {
        if (of(token).filter(session -> !now.isBefore(session.expiration())).isPresent()) {
            throw new ServiceException(
                    "ExpiredTokenException", 403, "The security token included in the request is expired");
        }
    }
}
