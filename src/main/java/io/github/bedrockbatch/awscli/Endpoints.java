package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.net.UrlSecrets;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Endpoints that are not the region's own. */
final class Endpoints {
    private static final String VARIABLE = "AWS_ENDPOINT_URL";
    private static final String KEY = "endpoint_url";

    private Endpoints() {}

    /** What the environment says for the service, then for all, then the profile for the service, then for all. */
    static Optional<URI> configured(SharedConfiguration shared, String service) {
        boolean ignored = shared.either("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")
                .filter(value -> value.equalsIgnoreCase("true"))
                .isPresent();
        if (ignored) {
            return Optional.empty();
        }
        return shared.variable(VARIABLE + "_" + service.toUpperCase(Locale.ROOT))
                .or(() -> shared.variable(VARIABLE))
                .or(() -> shared.serviceProperty(service, KEY))
                .or(() -> shared.property(KEY))
                .map(url -> uri(url, VARIABLE + " or " + KEY));
    }

    /**
     * Reads a URL.
     *
     * @param source what to correct
     * @throws CommandException if the text is not a URL with a scheme and a host
     */
    static URI uri(String url, String source) {
        try {
            URI uri = URI.create(url);
            if (uri.getScheme() != null
                    && uri.getHost() != null
                    && uri.getScheme().matches("(?i)https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw CommandException.usage(
                UrlSecrets.inUnread(url) + ": must be an endpoint, such as https://<hostname>/; correct " + source);
    }
}
