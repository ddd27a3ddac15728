package io.github.bedrockbatch.web;

/**
 * How HTTP is served.
 *
 * @param maxRequests how many are answered at a time; probes of health and readiness are always answered
 */
public record WebSettings(ListenAddress address, int maxRequests) {
    /** Requests at a time, where nobody says otherwise. */
    public static final int DEFAULT_MAX_REQUESTS = 8;

    /** How many connections there may be. */
    static final int MAX_CONNECTIONS = 512;

    /** The greatest number that can be set: each request needs a connection. */
    public static final int MAX_REQUESTS = MAX_CONNECTIONS;
}
