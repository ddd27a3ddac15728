package io.github.bedrockbatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exchanges on this thread, whose interruption is seen at once. */
final class ExchangeLimitsTest {
    private static final Headers WHOLE = new Headers();
    private static final Headers WITH_BODY = Headers.of("Content-Length", "5");

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final ExchangeLimits limits = new ExchangeLimits(now::get);

    @Test
    void aRequestThatDoesNotComeIsBrokenOff() {
        limits.run(() -> {
            assertThat(interruptedAfter(Duration.ofSeconds(8).minusNanos(1))).isFalse();
            assertThat(interruptedAfter(Duration.ofNanos(1))).isTrue();
        });
    }

    /** Many clients say of an empty POST that its length is 0. */
    @ParameterizedTest
    @MethodSource("wholeRequests")
    void anAnswerHasItsOwnTime(Headers whole) {
        limits.run(() -> {
            now.addAndGet(Duration.ofSeconds(7).toNanos());
            limits.answering(whole);
            assertThat(interruptedAfter(Duration.ofSeconds(27).minusNanos(1))).isFalse();
            assertThat(interruptedAfter(Duration.ofNanos(1))).isTrue();
        });
    }

    static List<Headers> wholeRequests() {
        return List.of(WHOLE, Headers.of("Content-Length", "0"));
    }

    /** The JDK's server still waits for the request then. */
    @Test
    void aRequestWithABodyHasTheTimeOfARequest() {
        limits.run(() -> {
            limits.answering(WITH_BODY);
            assertThat(interruptedAfter(Duration.ofSeconds(8))).isTrue();
        });
    }

    @Test
    void nothingIsLeftForTheNextExchangeOfAThread() {
        limits.run(() -> {
            now.addAndGet(Duration.ofSeconds(8).toNanos());
            limits.check();
        });

        assertThat(Thread.interrupted()).isFalse();
        assertThat(limits.isExchange()).isFalse();
        limits.answering(WHOLE);
        assertThat(limits.isExchange()).isFalse();
        limits.run(() -> assertThat(interruptedAfter(Duration.ZERO)).isFalse());
    }

    private boolean interruptedAfter(Duration time) {
        now.addAndGet(time.toNanos());
        limits.check();
        return Thread.interrupted();
    }
}
