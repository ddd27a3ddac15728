package io.github.bedrockbatch.watch;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** When AWS is asked whose credentials these are, and who waits for the answer. */
class CallerIdentityTest {
    private static final List<String> REGIONS = List.of("us-east-1", "us-west-2");

    private final SettableClock clock = new SettableClock(NOON);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private int questions;

    @Test
    void thePauseBeginsWithTheAnswer() {
        CallerIdentity identity = new CallerIdentity(this::timeOut, REGIONS, clock);
        assertThat(identity.resolve()).isEmpty();
        assertThat(identity.failure()).isEqualTo(new CallerIdentity.Failure("Timeout", "Timeout: no answer"));
        clock.advance(Duration.ofSeconds(4));
        assertThat(identity.resolve()).isEmpty();
        assertThat(questions).as("one for each region").isEqualTo(2);

        clock.advance(Duration.ofSeconds(1));
        assertThat(identity.resolve()).isEmpty();
        assertThat(questions).isEqualTo(4);
    }

    @Test
    void whatIsKnownOrPausesIsSoForTheNextConfigurationToo() {
        AtomicReference<FetchResult<String>> told = new AtomicReference<>(new FetchResult.Failed<>("Timeout", "none"));
        CallerIdentity identity = new CallerIdentity(
                region -> {
                    questions++;
                    return told.get();
                },
                List.of("us-east-1"),
                clock);
        assertThat(identity.resolve()).isEmpty();
        assertThat(identity.in(List.of("us-east-1")).resolve()).isEmpty();
        assertThat(questions).as("the pause goes on").isEqualTo(1);

        told.set(new FetchResult.Found<>("111111111111", NOON));
        CallerIdentity elsewhere = identity.in(List.of("us-west-2"));
        assertThat(elsewhere.resolve()).contains("111111111111");
        assertThat(elsewhere.in(REGIONS).resolve()).contains("111111111111");
        assertThat(questions).as("it is asked once").isEqualTo(2);
    }

    @Test
    void nobodyIsHeldUpByTheQuestionOfAnother() throws Exception {
        CallerIdentity identity = new CallerIdentity(this::answerLate, REGIONS, clock);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<String>> first = threads.submit(identity::resolve);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            Future<Optional<String>> second = threads.submit(() -> identity.resolveWithin(Duration.ZERO));

            try {
                assertThat(second.get(10, TimeUnit.SECONDS)).isEmpty();
                assertThat(identity.failure().cause()).isEqualTo("AWS has not answered yet");
            } finally {
                answer.countDown();
            }
            assertThat(first.get(10, TimeUnit.SECONDS)).contains("111111111111");
        }
    }

    @Test
    void whoNeedsTheAnswerWaitsForTheQuestionOfAnother() throws Exception {
        CallerIdentity identity = new CallerIdentity(this::answerLate, REGIONS, clock);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<String>> first = threads.submit(identity::resolve);
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            AtomicReference<Optional<String>> second = new AtomicReference<>(Optional.empty());
            Thread waiting = Thread.ofPlatform().start(() -> second.set(identity.resolve()));
            try {
                await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            } finally {
                answer.countDown();
            }

            assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
            assertThat(second.get()).contains("111111111111");
            assertThat(first.get(10, TimeUnit.SECONDS)).contains("111111111111");
        }
    }

    private FetchResult<String> timeOut(String region) {
        questions++;
        clock.advance(Duration.ofSeconds(10));
        return new FetchResult.Failed<>("Timeout", "no answer");
    }

    private FetchResult<String> answerLate(String region) {
        asked.countDown();
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new FetchResult.Found<>("111111111111", NOON);
    }
}
