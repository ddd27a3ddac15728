package io.github.bedrockbatch.web;

import com.sun.net.httpserver.Headers;
import io.github.bedrockbatch.web.auth.BasicAuth;
import io.github.bedrockbatch.web.auth.TokenBucket;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the routes.
 *
 * @param headers of each answer, in place of our own
 * @param rate bounds the rate of requests; null for no limit
 * @param users who may ask; null for everybody
 */
record Gate(
        Map<String, String> headers,
        @Nullable TokenBucket rate,
        @Nullable BasicAuth users) {
    static final Gate OPEN = new Gate(Map.of(), null, null);

    /** Returns why a request is not answered; empty if it is. Probes are not asked for anything. */
    Optional<Answer> refusal(Headers request, Headers response) {
        if (rate != null && !rate.tryTake()) {
            return Optional.of(Answer.text(429, "Too many requests: rate_limit of the web file allows no more"));
        }
        if (users == null) {
            return Optional.empty();
        }
        return switch (users.judge(request.getFirst("Authorization"))) {
            case ALLOWED -> Optional.empty();
            case REFUSED -> {
                response.set("WWW-Authenticate", "Basic");
                yield Optional.of(Answer.text(401, "Unauthorized"));
            }
            case BUSY -> Optional.of(Answer.unavailable("Too many passwords are being checked. Retry later."));
        };
    }
}
