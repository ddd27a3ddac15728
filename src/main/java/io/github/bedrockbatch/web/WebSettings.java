package io.github.bedrockbatch.web;

import org.jspecify.annotations.Nullable;

/**
 * How HTTP is served.
 *
 * @param maxRequests how many are answered at a time; probes of health and readiness are always answered
 * @param security of a web file; null for plain HTTP to everybody
 */
public record WebSettings(
        ListenAddress address, int maxRequests, @Nullable WebSecurity security) {
    /** Requests at a time, where nobody says otherwise. */
    public static final int DEFAULT_MAX_REQUESTS = 8;

    /** How many connections there may be. */
    static final int MAX_CONNECTIONS = 512;

    /** How many there may be with TLS, of which each has buffers of 80 kB and, while it asks, a thread. */
    static final int MAX_TLS_CONNECTIONS = 128;

    /** The greatest number that can be set: each request needs a connection. */
    public static final int MAX_REQUESTS = MAX_CONNECTIONS;

    public WebSettings(ListenAddress address, int maxRequests) {
        this(address, maxRequests, null);
    }
}
