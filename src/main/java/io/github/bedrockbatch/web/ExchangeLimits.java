package io.github.bedrockbatch.web;

import com.sun.net.httpserver.Headers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Bounds how long the exchanges of a server with TLS take, from the first byte of a handshake on. The JDK's server has the same limits,
 * but waits for the thread of an exchange when it closes a connection that this thread writes to, and stops meanwhile. So the thread is
 * interrupted a little earlier, which closes the connection.
 */
final class ExchangeLimits {
    /** Less than the server's 10 s and 30 s. */
    private static final Duration REQUEST = Duration.ofSeconds(8);

    private static final Duration ANSWER = Duration.ofSeconds(27);

    private final LongSupplier nanoTime;
    /** When the exchange must end that each thread is at. */
    private final Map<Thread, Long> ends = new ConcurrentHashMap<>();

    /** @param nanoTime the time that passes, as {@link System#nanoTime()} tells it */
    ExchangeLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Does what the server has to do for an exchange, or for as much as comes of one. */
    void run(Runnable exchange) {
        ends.put(Thread.currentThread(), nanoTime.getAsLong() + REQUEST.toNanos());
        try {
            exchange.run();
        } finally {
            ends.remove(Thread.currentThread());
            // The thread goes on to other exchanges.
            Thread.interrupted();
        }
    }

    /** Gives this thread the time of an answer, once the request has come. One that has a body has not come yet. */
    void answering(Headers request) {
        boolean isEmpty =
                "0".equals(request.getOrDefault("Content-Length", List.of("0")).getFirst());
        if (isEmpty && !request.containsKey("Transfer-Encoding")) {
            ends.replace(Thread.currentThread(), nanoTime.getAsLong() + ANSWER.toNanos());
        }
    }

    /** Returns whether this thread is at an exchange. */
    boolean isExchange() {
        return ends.containsKey(Thread.currentThread());
    }

    /** Interrupts the threads whose time is over. No exchange ends meanwhile, so that none is interrupted after it. */
    void check() {
        long now = nanoTime.getAsLong();
        ends.keySet()
                .forEach(thread -> ends.computeIfPresent(thread, (same, end) -> {
                    if (now - end >= 0) {
                        thread.interrupt();
                    }
                    return end;
                }));
    }
}
