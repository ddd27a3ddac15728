package io.github.bedrockbatch.web.auth;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A user's name and password, as a request gives them. */
final class Login {
    private static final String SCHEME = "Basic ";

    private final String user;
    private final byte[] password;

    Login(String user, byte[] password) {
        this.user = user;
        this.password = password.clone();
    }

    String user() {
        return user;
    }

    byte[] password() {
        return password.clone();
    }

    /** Reads an Authorization header; empty if it is none of Basic authentication. */
    static Optional<Login> parse(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()));
            for (int colon = 0; colon < decoded.length; colon++) {
                if (decoded[colon] == ':') {
                    String user = StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(decoded, 0, colon))
                            .toString();
                    return Optional.of(new Login(user, Arrays.copyOfRange(decoded, colon + 1, decoded.length)));
                }
            }
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // Not what a client of Basic authentication sends.
        }
        return Optional.empty();
    }
}
