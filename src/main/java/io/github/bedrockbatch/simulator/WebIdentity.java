package io.github.bedrockbatch.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * The JSON web token of an identity provider, as Kubernetes writes it into a pod's token file and renews it; its signature is not
 * checked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519">RFC 7519</a>
 */
public final class WebIdentity {
    private WebIdentity() {}

    /** Refuses what is no such token, or one whose time is over. */
    static void check(String token, Instant now) {
        if (!now.isBefore(expiration(token))) {
            throw new ServiceException("ExpiredTokenException", 400, "Token expired: it was good until its exp");
        }
    }

    private static Instant expiration(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            Map<?, ?> fields = WireJson.parseMap(claims);
            return Instant.ofEpochSecond(Long.parseLong(String.valueOf(fields.get("exp"))));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ServiceException e) {
            throw new ServiceException(
                    "InvalidIdentityToken", 400, "The ID Token provided is not a valid JWT: it has no readable exp");
        }
    }
}
