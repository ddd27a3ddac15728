package io.github.bedrockbatch.web;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Closes the connections of clients that take nothing of their answers. A thread whose write is blocked cannot see the time,
 * so that another one interrupts it, which closes the connection.
 */
final class StallGuard {
    /** How long a write may be blocked. */
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(5);

    /** Small, because the JDK's server copies each write into a buffer of twice its size, which a connection keeps. */
    private static final int PIECE = 16 << 10;

    private static final String ATTRIBUTE = StallGuard.class.getName();

    private final LongSupplier nanoTime;
    /** When the write began that each thread is at. */
    private final Map<Thread, Long> writes = new ConcurrentHashMap<>();

    /** @param nanoTime the time that passes, as {@link System#nanoTime()} tells it */
    StallGuard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Makes itself known to the exchanges of a context. */
    void guard(HttpContext context) {
        context.getAttributes().put(ATTRIBUTE, this);
    }

    /** Returns the guard of an exchange. */
    static StallGuard of(HttpExchange exchange) {
        Object guard = exchange.getHttpContext().getAttributes().get(ATTRIBUTE);
        return (StallGuard) Objects.requireNonNull(guard);
    }

    /** Returns a stream whose writes are watched. They go to the other one in small pieces. */
    OutputStream guarded(OutputStream body) {
        return new GuardedBody(body);
    }

    /** Interrupts the threads whose writes are blocked for too long. No write ends meanwhile, so that none is interrupted after it. */
    void check() {
        long now = nanoTime.getAsLong();
        writes.keySet()
                .forEach(thread -> writes.computeIfPresent(thread, (same, begin) -> {
                    if (now - begin >= STALL_TIMEOUT.toNanos()) {
                        thread.interrupt();
                    }
                    return begin;
                }));
    }

    /** Does something that waits for the client, and interrupts it when it takes too long. */
    void watched(Action action) throws IOException {
        writes.put(Thread.currentThread(), nanoTime.getAsLong());
        try {
            action.run();
        } finally {
            writes.remove(Thread.currentThread());
        }
    }

    /** What may wait for a client. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }

    private final class GuardedBody extends FilterOutputStream {
        GuardedBody(OutputStream body) {
            super(body);
        }

        @Override
        public void write(int b) throws IOException {
            watched(() -> out.write(b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int written = 0; written < length; written += PIECE) {
                int begin = offset + written;
                int piece = Math.min(PIECE, length - written);
                watched(() -> out.write(bytes, begin, piece));
            }
        }

        @Override
        public void flush() throws IOException {
            watched(out::flush);
        }

        /** Closes without a flush of its own: the server's stream sees to that. */
        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
