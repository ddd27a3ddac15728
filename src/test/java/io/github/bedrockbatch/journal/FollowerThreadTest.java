package io.github.bedrockbatch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FollowerThreadTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch proceed = new CountDownLatch(1);

    @Test
    void answersManyWakeUpsDuringItsWorkByOneMoreRun() {
        FollowerThread follower = new FollowerThread("test", this::heldInTheFirstRun);
        follower.start();
        await().until(() -> runs.get() == 1);
        for (int i = 0; i < 100; i++) {
            follower.wake();
        }
        proceed.countDown();
        await().until(() -> runs.get() == 2);

        assertThat(follower.close(LONG)).isTrue();
        assertThat(runs).hasValue(3);
    }

    @Test
    void retriesWorkThatFailedUnwoken() {
        FollowerThread follower = new FollowerThread("test", () -> runs.incrementAndGet() > 3, Duration.ofMillis(1));
        follower.start();

        await().until(() -> runs.get() == 4);
        assertThat(follower.close(LONG)).isTrue();
        assertThat(runs).as("once more at the end").hasValue(5);
    }

    @Test
    void endsWithoutAWaitWhereItNeverStarted() {
        assertThat(new FollowerThread("test", () -> true).close(LONG)).isTrue();
    }

    @Test
    void saysThatItsWorkGoesOn() {
        FollowerThread follower = new FollowerThread("test", this::heldInTheFirstRun);
        follower.start();
        await().until(() -> runs.get() == 1);

        assertThat(follower.close(Duration.ofMillis(1))).isFalse();
        proceed.countDown();
        assertThat(follower.close(LONG)).isTrue();
    }

    private boolean heldInTheFirstRun() {
        if (runs.incrementAndGet() == 1) {
            try {
                proceed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }
}
