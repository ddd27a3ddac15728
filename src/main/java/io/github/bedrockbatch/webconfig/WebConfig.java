package io.github.bedrockbatch.webconfig;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a web file says.
 *
 * @param tls how TLS is spoken; empty for plain HTTP
 * @param headers of each answer, in place of those that are there without them
 * @param users the bcrypt hash of each user's password; empty if all may ask
 * @param rateLimit of all requests but probes; empty for none
 */
public record WebConfig(
        Optional<TlsConfig> tls,
        Map<String, String> headers,
        Map<String, String> users,
        Optional<RateLimit> rateLimit) {
    public WebConfig {
        headers = Map.copyOf(headers);
        users = Map.copyOf(users);
    }

    /** Returns a text without the hashes. */
    @Override
    public String toString() {
        return "WebConfig[tls=" + tls + ", headers=" + headers + ", users=" + users.size() + ", rateLimit=" + rateLimit
                + "]";
    }

    /**
     * How many requests are answered.
     *
     * @param interval after which there may be one more
     * @param burst how many there may be at once
     */
    public record RateLimit(Duration interval, int burst) {}
}
