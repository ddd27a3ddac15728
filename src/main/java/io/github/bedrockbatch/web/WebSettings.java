package io.github.bedrockbatch.web;

/**
 * How HTTP is served.
 *
 * @param maxRequests how many are answered at a time; probes of health and readiness are always answered
 */
public record WebSettings(ListenAddress address, int maxRequests) {
    /** Requests at a time, where nobody says otherwise. */
    public static final int DEFAULT_MAX_REQUESTS = 8;

    /** As many as there may be connections. */
    public static final int MAX_REQUESTS = 512;
}
