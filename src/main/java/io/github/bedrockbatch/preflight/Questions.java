package io.github.bedrockbatch.preflight;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The threads that ask AWS, and the time that they have together. */
final class Questions implements AutoCloseable {
    /** Targets that are asked at once. Few of an installation's hang, so that others are left to go on. */
    static final int MAX_CONCURRENT = 64;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            MAX_CONCURRENT, Thread.ofVirtual().name("preflight-", 0).factory());
    private final InstantSource clock;
    private final Instant end;

    /**
     * A question.
     *
     * @param late what stands for an answer that has not come by the end of the time
     */
    record Asked<T>(Callable<T> question, T late) {}

    /** @param clock measures the time that passes */
    Questions(Duration limit, InstantSource clock) {
        this.clock = clock;
        this.end = clock.instant().plus(limit);
    }

    /** Asks all, and returns the answers in the same order. */
    <T> List<T> ask(List<Asked<T>> asked) throws InterruptedException {
        long left = Math.max(0, Duration.between(clock.instant(), end).toMillis());
        List<Future<T>> futures =
                threads.invokeAll(asked.stream().map(Asked::question).toList(), left, TimeUnit.MILLISECONDS);
        List<T> answers = new ArrayList<>();
        for (int i = 0; i < futures.size(); i++) {
            answers.add(answer(futures.get(i), asked.get(i).late()));
        }
        return answers;
    }

    private static <T> T answer(Future<T> future, T late) {
        return switch (future.state()) {
            case SUCCESS -> future.resultNow();
            case FAILED -> throw new IllegalStateException("a check ended without a result", future.exceptionNow());
            case CANCELLED, RUNNING -> late;
        };
    }

    /** Interrupts those that still ask, and waits for none of them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
