package io.github.bedrockbatch.web.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.webconfig.WebConfig.RateLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class TokenBucketTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final TokenBucket bucket = new TokenBucket(new RateLimit(Duration.ofSeconds(2), 3), now::get);

    @Test
    void allowsABurstAndThenOneEachInterval() {
        assertThat(taken()).isEqualTo(3);
        now.addAndGet(Duration.ofSeconds(2).minusNanos(1).toNanos());
        assertThat(taken()).isZero();
        now.addAndGet(1);
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void savesNoMoreThanABurst() {
        now.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(taken()).isEqualTo(3);
    }

    @Test
    void bearsTheGreatestLimit() {
        TokenBucket large = new TokenBucket(new RateLimit(Duration.ofDays(100_000), 1_000_000), now::get);

        assertThat(large.tryTake()).isTrue();
        assertThat(large.tryTake()).isTrue();
    }

    private long taken() {
        return IntStream.range(0, 10).filter(attempt -> bucket.tryTake()).count();
    }
}
