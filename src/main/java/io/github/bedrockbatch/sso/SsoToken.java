package io.github.bedrockbatch.sso;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.services.ssooidc.model.CreateTokenResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a sign-in gave: a token for a while, and often what renews it.
 *
 * @param json as it is cached, with members that only other tools know
 */
record SsoToken(String accessToken, Instant expiresAt, ObjectNode json) {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String ACCESS_TOKEN = "accessToken";
    private static final String EXPIRES_AT = "expiresAt";
    private static final String REFRESH_TOKEN = "refreshToken";
    private static final String CLIENT_ID = "clientId";
    private static final String CLIENT_SECRET = "clientSecret";

    /** What is sent for another token. All three are secrets. */
    record Renewal(String clientId, String clientSecret, String refreshToken) {
        @Override
        public String toString() {
            return "Renewal[]";
        }
    }

    /** Returns a token as it is cached; empty if the bytes are no token. */
    static Optional<SsoToken> parse(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes) instanceof ObjectNode json ? of(json) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<SsoToken> of(ObjectNode json) {
        return text(json, ACCESS_TOKEN)
                .flatMap(token -> time(json, EXPIRES_AT).map(until -> new SsoToken(token, until, json)));
    }

    /** Returns the token as it is cached. */
    byte[] bytes() {
        return MAPPER.writeValueAsBytes(json);
    }

    /** Returns whether it can be used for so much longer. */
    boolean lasts(Instant now, Duration time) {
        return now.plus(time).isBefore(expiresAt);
    }

    /** Returns what renews it; empty if only a sign-in does. */
    Optional<Renewal> renewal(Instant now) {
        if (time(json, "registrationExpiresAt").filter(now::isBefore).isEmpty()) {
            return Optional.empty();
        }
        return text(json, CLIENT_ID)
                .flatMap(id -> text(json, CLIENT_SECRET)
                        .flatMap(secret -> text(json, REFRESH_TOKEN).map(refresh -> new Renewal(id, secret, refresh))));
    }

    /** Returns the token that AWS gave for this one; empty if its answer has none. */
    Optional<SsoToken> renewed(CreateTokenResponse answer, Instant now) {
        if (answer.accessToken() == null || answer.expiresIn() == null) {
            return Optional.empty();
        }
        Instant until = now.plusSeconds(answer.expiresIn());
        ObjectNode next = json.deepCopy();
        next.put(ACCESS_TOKEN, answer.accessToken());
        next.put(EXPIRES_AT, DateTimeFormatter.ISO_INSTANT.format(until));
        if (answer.refreshToken() != null) {
            next.put(REFRESH_TOKEN, answer.refreshToken());
        }
        return of(next);
    }

    private static Optional<String> text(ObjectNode json, String member) {
        return Optional.ofNullable(json.get(member)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    /** Returns a time. Old versions of the AWS CLI wrote {@code UTC} for {@code Z}. */
    private static Optional<Instant> time(ObjectNode json, String member) {
        return text(json, member).flatMap(text -> {
            try {
                return Optional.of(
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text.replaceFirst("UTC$", "Z"), Instant::from));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** Returns the record without its secrets. */
    @Override
    public String toString() {
        return "SsoToken[expiresAt=" + expiresAt + "]";
    }
}
